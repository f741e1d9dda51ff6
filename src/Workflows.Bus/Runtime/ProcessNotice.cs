using Workflows.Instances;

namespace Workflows.Runtime;

/// <summary>What this process says of itself.</summary>
internal sealed class ProcessNotice(IProcessStore store, WorkflowRegistry registry, DurableWorkflowOptions options, BusIdentity bus)
{
    private readonly RunningProcess _self = new(Guid.NewGuid(), options.WorkerName, [.. registry.Plans.Select(plan => new ProcessDefinition(plan.Name, plan.Version))]);

    public Guid Id => _self.Id;

    /// <summary>It runs.</summary>
    public async Task GiveAsync(CancellationToken cancellationToken) => await store.NoteAsync(_self with { Bus = await bus.ReadAsync() }, cancellationToken);

    /// <summary>It ends.</summary>
    public Task WithdrawAsync(CancellationToken cancellationToken) => store.ForgetAsync(_self.Id, cancellationToken);
}
