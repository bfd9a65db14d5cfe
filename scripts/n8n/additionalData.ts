import type {
	ICredentialDataDecryptedObject,
	ICredentialsHelper,
	ICredentialType,
	IHttpRequestOptions,
	IWorkflowBase,
	IWorkflowExecuteAdditionalData,
	WorkflowExecuteMode,
} from 'n8n-workflow';

export interface CredentialSource {
	/** Decrypted data by credential type. */
	readonly values: Readonly<Record<string, ICredentialDataDecryptedObject>>;
	typeOf(name: string): ICredentialType;
}

/** The services n8n's server gives to a run. What needs the server itself says so when a node asks for it. */
export async function additionalDataFor(
	workflow: IWorkflowBase,
	mode: WorkflowExecuteMode,
	credentials: CredentialSource,
): Promise<IWorkflowExecuteAdditionalData> {
	const { ExecutionLifecycleHooks, ExternalSecretsProxy } = await import('n8n-core');
	return {
		hooks: new ExecutionLifecycleHooks(mode, 'in-process', workflow),
		credentialsHelper: credentialsHelperFor(credentials),
		workflowId: workflow.id,
		executionId: 'in-process',
		currentNodeExecutionIndex: 0,
		variables: {},
		externalSecretsProxy: new ExternalSecretsProxy(),
		...addresses(),
		setExecutionStatus: () => {},
		sendDataToUI: () => {},
		logAiEvent: () => {},
		executeWorkflow: needsServer('Execute Sub-workflow'),
		getRunExecutionData: needsServer('Reading another execution'),
		getRuntimeCredential: needsServer('A runtime credential'),
		startRunnerTask: needsServer('The Code node'),
	};
}

function addresses() {
	const base = 'http://localhost:5678';
	return {
		instanceBaseUrl: base,
		restApiUrl: `${base}/rest`,
		webhookBaseUrl: `${base}/webhook`,
		webhookTestBaseUrl: `${base}/webhook-test`,
		webhookWaitingBaseUrl: `${base}/webhook-waiting`,
		formBaseUrl: `${base}/form`,
		formTestBaseUrl: `${base}/form-test`,
		formWaitingBaseUrl: `${base}/form-waiting`,
		mcpBaseUrl: `${base}/mcp`,
		mcpTestBaseUrl: `${base}/mcp-test`,
	};
}

function needsServer(what: string): () => never {
	return () => {
		throw new Error(`${what} needs a whole n8n: run this workflow there (npm run editor)`);
	};
}

function credentialsHelperFor({ values, typeOf }: CredentialSource): ICredentialsHelper {
	return {
		getParentTypes: () => [],
		isCredentialUsableByNode: () => true,
		getCredentialsProperties: (type) => typeOf(type).properties,
		getCredentials: needsServer('The encrypted form of a credential'),
		getDecrypted: async (_additionalData, _reference, type) => {
			if (!(type in values)) throw new Error(`No data was given for the credential "${type}"`);
			return { ...defaultsOf(typeOf(type)), ...values[type] };
		},
		authenticate: async (credentials, type, request) => await Promise.resolve(authenticated(credentials, typeOf(type), request as IHttpRequestOptions)),
		preAuthentication: async () => undefined,
		runPreAuthentication: async () => undefined,
		updateCredentials: async () => {},
		updateCredentialsOauthTokenData: async () => {},
	};
}

/** A credential that says by fields what it adds to a request, as n8n's basic and header ones do; one that runs code needs the server. */
function authenticated(values: ICredentialDataDecryptedObject, type: ICredentialType, request: IHttpRequestOptions): IHttpRequestOptions {
	const { authenticate } = type;
	if (authenticate === undefined || typeof authenticate === 'function') return needsServer(`Authentication by ${type.name}`)();
	const filled = (text: string): string => text.replace(/^=\{\{\s*\$credentials\.(\w+)\s*\}\}$/, (_whole, name: string) => String(values[name]));
	const { headers = {}, auth } = authenticate.properties as { headers?: Record<string, string>; auth?: { username: string; password: string } };
	const added = Object.fromEntries(Object.entries(headers).map(([name, value]) => [filled(name), filled(value)]));
	return {
		...request,
		headers: { ...request.headers, ...added },
		...(auth === undefined ? {} : { auth: { username: filled(auth.username), password: filled(auth.password) } }),
	};
}

/** n8n fills fields that were never touched with the default of the credential's description. */
function defaultsOf(type: ICredentialType): ICredentialDataDecryptedObject {
	return Object.fromEntries(
		type.properties.map(({ name, default: value }) => [name, value]),
	) as ICredentialDataDecryptedObject;
}
