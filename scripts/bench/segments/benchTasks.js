// Pure functions of the package as tasks of the worker pool, so that their figures are those of a worker thread.
const { principalComponents } = require('../../../dist/lib/math/principalComponents');
const { openDenseSearch } = require('../../../dist/lib/segments/algorithms/dbscan/denseSearch');
const { findHdbscan } = require('../../../dist/lib/segments/algorithms/hdbscan/findHdbscan');
const { fitMixture } = require('../../../dist/lib/segments/algorithms/mixture/fitMixture');
const { measureSilhouette } = require('../../../dist/lib/segments/clustering/quality/measureSilhouette');

exports.components = ({ matrix }) => [...principalComponents(matrix).variances];

exports.silhouette = ({ matrix, labels, clusters }) =>
	measureSilhouette(matrix, labels, { rows: Int32Array.from(labels, (_, row) => row), clusters }).mean;

exports.mixture = ({ matrix, options }) => fitMixture(matrix, options).logLikelihood;

exports.dbscan = ({ matrix, options }) => openDenseSearch(matrix)(options);

exports.hdbscan = ({ matrix, options }) => findHdbscan(matrix, options).sizes.length;
