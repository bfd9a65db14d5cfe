/**
 * Functions and operators a select may use: the same rows give the same number, whenever and in whatever order they are
 * read. Not among them are the clock, chance, files, settings, and aggregates that keep any one row.
 */
const allowed = `
	+ - * / // % ^ ** || & | << >> ~~ !~~ ~~* !~~* -> ->> not
	abs ceil ceiling floor round trunc sign sqrt cbrt ln log log2 log10 exp pow power mod greatest least nullif ifnull coalesce isnan isfinite
	count count_star count_if countif sum avg mean min max min_by max_by arg_min arg_max median quantile_cont quantile_disc
	stddev stddev_pop stddev_samp variance var_pop var_samp corr covar_pop covar_samp regr_slope regr_intercept regr_r2
	skewness kurtosis entropy bool_and bool_or
	lower upper length trim ltrim rtrim substr substring left right replace contains starts_with ends_with prefix suffix
	position strpos instr split_part concat regexp_matches regexp_extract like_escape
	json_extract json_extract_string json_extract_path_text json_array_length json_type json_valid json_exists
	epoch epoch_ms make_timestamp make_timestamp_ms to_timestamp date_trunc date_part date_diff datediff
	year quarter month week day hour minute dayofweek isodow dayofyear monthname dayname
	row_number rank dense_rank percent_rank cume_dist ntile lag lead first_value last_value nth_value
`;

/** What only some engines have, or call by another name; none of them exists in another engine with another meaning. */
const ofServers = `
	~ ~* !~ !~* btrim extract percentile_cont percentile_disc width_bucket
	plus minus multiply divide modulo intdiv negate not like ilike notlike notilike
	argmin argmax quantileexact quantileexactinclusive medianexact uniqexact stddevpop stddevsamp varpop varsamp covarpop covarsamp
	tofloat64 tofloat64ornull toint64 toint64ornull tostring tonullable assumenotnull ifnotfinite if
	lowerutf8 upperutf8 lengthutf8 startswith endswith match substringutf8
	jsonextractstring jsonextractfloat jsonextractint jsonextractbool jsonextractraw jsonhas jsonlength
	fromunixtimestamp64milli todate todatetime tounixtimestamp toyear toquarter tomonth toweek todayofmonth todayofweek todayofyear tohour tominute
	tostartofday tostartofweek tostartofmonth laginframe leadinframe
`;

export const selectFunctions: ReadonlySet<string> = new Set(`${allowed} ${ofServers}`.split(/\s+/).filter((name) => name !== ''));

/** Names of the clock, which has a way in of its own. */
export const clockFunctions: ReadonlySet<string> = new Set([
	'now', 'today', 'current_date', 'current_time', 'current_timestamp', 'localtime', 'localtimestamp', 'transaction_timestamp',
	'statement_timestamp', 'clock_timestamp', 'timeofday', 'now64', 'nowinblock', 'yesterday', 'utc_timestamp', 'utctimestamp',
	'get_current_time', 'get_current_timestamp', 'current_localtime', 'current_localtimestamp', 'age',
]);
