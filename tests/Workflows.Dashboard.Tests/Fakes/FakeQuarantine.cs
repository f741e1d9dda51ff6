using Workflows.Contracts;

namespace Workflows.Dashboard.Tests.Fakes;

/// <summary>Two rows in quarantine: an instance and a timer.</summary>
internal sealed class FakeQuarantine(FakeWorld world) : IWorkflowQuarantine
{
    public static readonly Guid Timer = Guid.Parse("5d0f3a61-77c2-8e55-a1b4-0c9d8e7f6a51");

    public static readonly Guid Instance = Guid.Parse("7b1e2c3d-4f5a-8b6c-9d7e-8f9a0b1c2d3e");

    private readonly List<WorkflowQuarantinedRow> _rows =
    [
        Row(Timer, WorkflowQuarantineKind.Timer, "Invalid URI: The format of the URI could not be determined.", world) with { Content = """[{"destination":"<nonsense>"}]""" },
        Row(Instance, WorkflowQuarantineKind.Instance, "The stored row of the instance cannot be read.", world) with { InstanceId = world.Instances.Keys.First(), Workflow = "Onboarding", Version = 1 },
    ];

    /// <summary>What was done, by whom.</summary>
    public List<string> Done { get; } = [];

    public Task<WorkflowPage<WorkflowQuarantinedRow>> ListAsync(WorkflowQuarantineFilter? filter = null, string? after = null, int limit = 50, CancellationToken cancellationToken = default) =>
        Task.FromResult(new WorkflowPage<WorkflowQuarantinedRow>([.. _rows.Where(row => filter?.InstanceId is null || row.InstanceId == filter.InstanceId)], null));

    public Task<WorkflowQuarantinedRow?> GetAsync(Guid id, CancellationToken cancellationToken = default) => Task.FromResult(_rows.Find(row => row.Id == id));

    public Task<WorkflowQuarantinedRow> ReleaseAsync(Guid id, OperationOptions? operation = null, CancellationToken cancellationToken = default) => TakeAsync("Release", id, operation);

    public Task<WorkflowQuarantinedRow> DiscardAsync(Guid id, OperationOptions? operation = null, CancellationToken cancellationToken = default) => TakeAsync("Discard", id, operation);

    private Task<WorkflowQuarantinedRow> TakeAsync(string what, Guid id, OperationOptions? by)
    {
        var row = _rows.Find(row => row.Id == id) ?? throw new WorkflowRefusedException(WorkflowRefusal.Malformed, $"There is nothing in quarantine under {id}.");
        _rows.Remove(row);
        Done.Add($"{what} {row.Kind} by {by?.Actor}: {by?.Reason}");
        return Task.FromResult(row);
    }

    private static WorkflowQuarantinedRow Row(Guid id, WorkflowQuarantineKind kind, string reason, FakeWorld world) => new()
    {
        Id = id,
        Kind = kind,
        SubjectId = id,
        Reason = reason,
        TryCount = 5,
        FirstAt = world.Time.GetUtcNow().AddMinutes(-8),
        QuarantinedAt = world.Time.GetUtcNow().AddMinutes(-5),
    };
}
