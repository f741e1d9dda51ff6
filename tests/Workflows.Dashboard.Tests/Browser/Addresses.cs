using Workflows.Contracts;
using Workflows.Dashboard.Tests.Fakes;

namespace Workflows.Dashboard.Tests.Browser;

/// <summary>Every page of the dashboard, in each of the forms that look different.</summary>
internal static class Addresses
{
    public static IReadOnlyDictionary<string, string> All { get; } = Make();

    public static TheoryData<string> Names => [.. All.Keys];

    /// <summary>An instance that stands on a declined payment.</summary>
    public static Guid Faulted { get; } = World().Instances.Values.First(instance => instance is { Status: WorkflowStatus.Faulted, Workflow: "OrderFulfilment", Token.Node: "CapturePayment" }).Id;

    private static FakeWorld World() => new(new ManualTime());

    private static Dictionary<string, string> Make()
    {
        var world = World();
        Guid In(WorkflowStatus status, string workflow = "OrderFulfilment") => world.Instances.Values.First(instance => instance.Status == status && instance.Workflow == workflow).Id;
        var faulted = world.Instances.Values.First(instance => instance.Token?.Node == "CapturePayment" && instance.Status == WorkflowStatus.Faulted);
        var retrying = world.Instances.Values.First(instance => instance.Token?.State == WorkflowTokenState.Backoff);
        return new Dictionary<string, string>
        {
            ["overview"] = "",
            ["instances"] = "instances",
            ["instances-filtered"] = "instances?status=Faulted&workflow=OrderFulfilment&tag.region=eu&nonsense=1&version=x",
            ["instances-empty"] = "instances?key=nothing-like-it",
            ["instances-hostile"] = "instances?workflow=" + Uri.EscapeDataString(FakeDefinitions.Hostile),
            ["instance-faulted"] = $"instances/{faulted.Id}",
            ["instance-journal"] = $"instances/{faulted.Id}?tab=journal",
            ["instance-state"] = $"instances/{faulted.Id}?tab=state&from=1",
            ["instance-open"] = $"instances/{faulted.Id}?tab=open",
            ["instance-operations"] = $"instances/{In(WorkflowStatus.Paused)}?tab=operations",
            ["instance-paused"] = $"instances/{In(WorkflowStatus.Paused)}",
            ["instance-retrying"] = $"instances/{retrying.Id}",
            ["instance-waiting"] = $"instances/{In(WorkflowStatus.Waiting, "Onboarding")}",
            ["instance-completed"] = $"instances/{In(WorkflowStatus.Completed)}",
            ["instance-failed"] = $"instances/{In(WorkflowStatus.Failed)}",
            ["instance-canceled"] = $"instances/{In(WorkflowStatus.Canceled)}",
            ["instance-long"] = $"instances/{HostileSeed.LongId}",
            ["instance-long-journal"] = $"instances/{HostileSeed.LongId}?tab=journal&sort=latest",
            ["instance-hostile"] = $"instances/{HostileSeed.MarkupId}",
            ["instance-hostile-journal"] = $"instances/{HostileSeed.MarkupId}?tab=journal",
            ["instance-hostile-state"] = $"instances/{HostileSeed.MarkupId}?tab=state",
            ["instance-huge"] = $"instances/{HostileSeed.HugeId}",
            ["instance-huge-state"] = $"instances/{HostileSeed.HugeId}?tab=state",
            ["instance-unknown-definition"] = $"instances/{HostileSeed.UnknownId}",
            ["instance-missing"] = $"instances/{Guid.Empty}",
            ["retry"] = $"instances/{faulted.Id}/retry",
            ["skip"] = $"instances/{faulted.Id}/skip",
            ["rewind"] = $"instances/{faulted.Id}/rewind?node=ReserveStock",
            ["cancel"] = $"instances/{faulted.Id}/cancel",
            ["cancel-long-key"] = $"instances/{HostileSeed.HugeId}/cancel",
            ["skip-long-key"] = $"instances/{HostileSeed.HugeId}/skip",
            ["pause-impossible"] = $"instances/{faulted.Id}/pause",
            ["send-event"] = $"instances/{In(WorkflowStatus.Waiting, "Onboarding")}/send-event",
            ["start"] = "start?workflow=Onboarding",
            ["start-json"] = "start?workflow=NightlyReconciliation",
            ["failures"] = "failures",
            ["failure"] = $"failures/{faulted.Fingerprint}",
            ["failure-gone"] = "failures/gone",
            ["definitions"] = "definitions",
            ["definition"] = "definitions/OrderFulfilment",
            ["definition-compared"] = "definitions/Onboarding?version=2&compare=1",
            ["definition-large"] = "definitions/NightlyReconciliation",
            ["definition-hostile"] = "definitions/" + Uri.EscapeDataString(FakeDefinitions.Hostile),
            ["definition-forgotten"] = "definitions/Forgotten?version=7",
            ["waits"] = "waits",
            ["timers"] = "waits?kind=timer",
            ["unmatched"] = "waits?kind=unmatched",
            ["bulk"] = "bulk",
            ["bulk-new"] = $"bulk/new?operation=Retry&status=Faulted&failure={faulted.Fingerprint}",
            ["bulk-new-many"] = "bulk/new?operation=Cancel&workflow=Onboarding",
            ["bulk-event"] = $"bulk/new?operation=SendEvent&status=Waiting&workflow=Onboarding&send={FakeDefinitions.UserConfirmed}",
            ["quarantine"] = "quarantine",
            ["quarantine-timer"] = $"quarantine/{FakeQuarantine.Timer}",
            ["quarantine-instance"] = $"quarantine/{FakeQuarantine.Instance}",
            ["audit"] = "audit",
            ["settings"] = "settings",
            ["not-found"] = "no-such-page",
        };
    }
}
