import { parse as parseFlatted } from 'flatted';
import type { IRunExecutionData, IWorkflowBase } from 'n8n-workflow';

export interface Login {
	readonly email: string;
	readonly password: string;
}

export interface Execution {
	readonly id: string;
	readonly status: string;
	readonly data: IRunExecutionData;
}

/** The part of n8n's own REST API that the editor uses, for one logged-in owner. */
export interface RestClient {
	get<Answer>(path: string): Promise<Answer>;
	post<Answer>(path: string, body: unknown): Promise<Answer>;
	/** Makes the current version the production one: schedules tick, webhooks are registered when this returns. */
	publish(workflowId: string): Promise<void>;
	/** The editor's Execute button: runs from the trigger to the end and returns the finished execution. */
	runWorkflow(workflowId: string, options: { trigger: string; timeoutSeconds?: number }): Promise<Execution>;
	/** Waits until an execution has ended, however it was started. */
	waitForExecution(executionId: string, timeoutSeconds?: number): Promise<Execution>;
}

/** Logs in and returns a client that carries the session's cookie. Throws when n8n refuses the login. */
export async function openRest(url: string, login: Login): Promise<RestClient> {
	let cookie = '';
	const call = async <Answer>(path: string, init: RequestInit): Promise<Answer> => {
		const headers = { 'content-type': 'application/json', cookie };
		const response = await fetch(`${url}/rest${path}`, { ...init, headers });
		const text = await response.text();
		if (!response.ok) throw new Error(`${init.method} ${path} answered ${response.status}: ${text}`);
		cookie = response.headers.getSetCookie()[0]?.split(';')[0] ?? cookie;
		return (JSON.parse(text) as { data: Answer }).data;
	};
	const get = <Answer>(path: string) => call<Answer>(path, { method: 'GET' });
	const post = <Answer>(path: string, body: unknown) =>
		call<Answer>(path, { method: 'POST', body: JSON.stringify(body) });
	const waitForExecution = async (id: string, timeoutSeconds = 600): Promise<Execution> => {
		const deadline = Date.now() + timeoutSeconds * 1000;
		while (Date.now() < deadline) {
			const { status, data } = await get<{ status: string; data: string }>(`/executions/${id}`);
			if (!['new', 'running', 'waiting'].includes(status)) {
				return { id, status, data: parseFlatted(data) as IRunExecutionData };
			}
			await new Promise((wake) => setTimeout(wake, 500));
		}
		throw new Error(`Execution ${id} has not ended after ${timeoutSeconds} s`);
	};
	await post('/login', { emailOrLdapLoginId: login.email, password: login.password });
	return {
		get,
		post,
		publish: async (id) => {
			const { versionId } = await get<IWorkflowBase>(`/workflows/${id}`);
			await post(`/workflows/${id}/activate`, { versionId });
		},
		runWorkflow: async (id, { trigger, timeoutSeconds }) => {
			const started = { triggerToStartFrom: { name: trigger } };
			const { executionId } = await post<{ executionId: string }>(`/workflows/${id}/run`, started);
			return await waitForExecution(executionId, timeoutSeconds);
		},
		waitForExecution,
	};
}
