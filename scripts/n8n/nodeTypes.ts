import { dirname, resolve } from 'node:path';
import type { DirectoryLoader } from 'n8n-core';
import type { ICredentialType, INodeType, INodeTypes, IVersionedNodeType } from 'n8n-workflow';

export interface LoadedPackages {
	readonly nodeTypes: INodeTypes;
	/** The built package itself, for its descriptions and credential types. */
	readonly ours: DirectoryLoader;
	/** A credential type of either package. */
	credentialType(name: string): ICredentialType;
}

/**
 * Node types of the built package in `packageFolder` and, lazily, of n8n-nodes-base, by n8n's own loaders.
 * n8n-core is imported here and not above: it reads its settings from the environment when it loads.
 */
export async function loadNodeTypes(
	packageFolder: string = resolve(__dirname, '../..'),
	extraNodes: Readonly<Record<string, INodeType>> = {},
): Promise<LoadedPackages> {
	const { LazyPackageDirectoryLoader, PackageDirectoryLoader } = await import('n8n-core');
	const { NodeHelpers } = await import('n8n-workflow');
	const ours = new PackageDirectoryLoader(packageFolder);
	const base = new LazyPackageDirectoryLoader(
		dirname(require.resolve('n8n-nodes-base/package.json')),
	);
	await Promise.all([ours.loadAll(), base.loadAll()]);
	base.releaseTypes(); // Nine megabytes of descriptions that only the editor needs.
	const getByName = (fullName: string): INodeType | IVersionedNodeType => {
		if (fullName in extraNodes) return extraNodes[fullName];
		const [packageName, name] = splitName(fullName);
		const loader = [ours, base].find((candidate) => candidate.packageName === packageName);
		if (loader === undefined) {
			throw new Error(`Node type "${fullName}": package "${packageName}" is not loaded`);
		}
		return loader.getNode(name).type;
	};
	const nodeTypes: INodeTypes = {
		getByName,
		getByNameAndVersion: (fullName, version) =>
			NodeHelpers.getVersionedNodeType(getByName(fullName), version),
		getKnownTypes: () => ({}),
	};
	const credentialType = (name: string): ICredentialType => (name in ours.known.credentials ? ours : base).getCredential(name).type;
	return { nodeTypes, ours, credentialType };
}

/** `@scope/package.node` and `package.node` alike: the node's own name has no dot. */
function splitName(fullName: string): [packageName: string, name: string] {
	const dot = fullName.lastIndexOf('.');
	return [fullName.slice(0, dot), fullName.slice(dot + 1)];
}
