using Workflows.Contracts;
using Workflows.Dashboard.Services.Instance;
using Workflows.Dashboard.Tests.Fakes;
using Workflows.Kinds;

namespace Workflows.Dashboard.Tests.Services.Instance;

public sealed class CauseFinderTests
{
    private static readonly DateTimeOffset _at = new(2026, 11, 20, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void What_a_person_wrote_does_not_run_into_what_follows()
    {
        var instance = New().Start("approval", WorkflowTokenState.Waiting, TimeSpan.FromDays(1), "Shop.Approved");
        FakeEffects.Run(OperationKinds.Pause, instance, "ann", "outage INC-2");
        Of(instance).Paragraphs.ShouldBe(["Reason: outage INC-2", "Since 2026-11-20 12:00:00Z, 1 h ago. Its next timer is due in 23 h."]);

        FakeEffects.Run(OperationKinds.Cancel, instance, "ann", "Fraud.");
        Of(instance).Paragraphs.ShouldBe(["Reason: Fraud.", "2026-11-20 12:00:00Z, 1 h ago."]);
    }

    [Fact]
    public void A_failure_that_the_definition_chose_is_no_fault_and_says_its_reason_once()
    {
        var instance = New().Start("approval");
        instance.Error = new WorkflowError { Type = "Workflows.WorkflowFailed", Message = "not approved" };
        var cause = Of(instance.Finishes(WorkflowStatus.Failed, reason: "not approved"));
        cause.Tone.ShouldBe(CauseTone.Failed);
        cause.Error!.Message.ShouldBe("not approved");
        cause.Facts.ShouldBe(["2026-11-20 12:00:00Z, 1 h ago."]);
    }

    [Fact]
    public void A_key_that_several_events_share_is_said_once()
    {
        var details = New().Start("papers", WorkflowTokenState.Waiting, null, "Shop.Filed").Details;
        details = details with { Subscriptions = [new("papers", "Shop.Filed", "k-1"), new("papers", "Shop.Paid", "k-1"), new("papers", "Shop.Seen", "k-2")] };
        CauseFinder.Of(details, [], _at.AddHours(1))!.Facts.ShouldBe(["papers waits for Filed, Paid with key 'k-1', Seen with key 'k-2' for as long as it takes."]);
    }

    private static Cause Of(FakeInstance instance) => CauseFinder.Of(instance.Details, [.. instance.Journal.AsEnumerable().Reverse()], _at.AddHours(1)).ShouldNotBeNull();

    private static FakeInstance New() => new(Guid.NewGuid(), "OrderFulfilment", 4, "k", "{}", _at);
}
