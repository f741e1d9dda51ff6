using Workflows.Definition.Export;
using Workflows.Instances;

namespace Workflows.Runtime;

/// <summary>What this process says of itself.</summary>
internal sealed class ProcessNotice(IProcessStore store, WorkflowRegistry registry, DurableWorkflowOptions options, BusIdentity bus)
{
    private readonly RunningProcess _self = new(Guid.NewGuid(), options.WorkerName, [.. registry.Plans.Select(plan => new ProcessDefinition(plan.Name, plan.Version) { Mark = DefinitionMark.Of(plan) })]);

    public Guid Id => _self.Id;

    /// <returns>Whether a process runs that has that version with another definition. One of an earlier release does not say.</returns>
    public async Task<bool> IsMixedAsync(string workflow, int version, CancellationToken cancellationToken) =>
        (await store.ListAsync(KnownProcesses.Patience, cancellationToken)).Any(other => MarkOf(other, workflow, version) is { } mark && mark != MarkOf(_self, workflow, version));

    /// <summary>It runs.</summary>
    public async Task GiveAsync(CancellationToken cancellationToken) => await store.NoteAsync(_self with { Bus = await bus.ReadAsync() }, cancellationToken);

    /// <summary>It ends.</summary>
    public Task WithdrawAsync(CancellationToken cancellationToken) => store.ForgetAsync(_self.Id, cancellationToken);

    private static string? MarkOf(RunningProcess process, string workflow, int version) =>
        process.Definitions.FirstOrDefault(known => known.Workflow == workflow && known.Version == version)?.Mark;
}
