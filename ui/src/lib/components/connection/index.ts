export { default as ConnectionFields } from './ConnectionFields.svelte';
export { ConnectionDraft, NetworkDraft, OperationsDraft } from './draft.svelte';
export { default as NetworkFields } from './NetworkFields.svelte';
export { default as OperationTable } from './OperationTable.svelte';
