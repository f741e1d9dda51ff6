using Workflows.Contracts;
using Workflows.Dashboard.Services.Operations;
using Workflows.Dashboard.Tests.Fakes;
using static Workflows.Dashboard.Services.Operations.OperationKind;

namespace Workflows.Dashboard.Tests.Services.Operations;

public sealed class OperationRulesTests
{
    private static readonly DateTimeOffset _at = new(2026, 11, 20, 12, 0, 0, TimeSpan.Zero);

    private static readonly WorkflowError _error = new() { Type = "Boom", Message = "boom" };

    [Fact]
    public void A_running_instance_can_be_paused_and_canceled() =>
        Possible(New().Start("A")).ShouldBe([Pause, Cancel]);

    [Fact]
    public void A_waiting_one_also_takes_an_event() =>
        Possible(New().Start("A", WorkflowTokenState.Waiting, null, "E")).ShouldBe([Pause, SendEvent, Cancel]);

    [Fact]
    public void A_pending_retry_can_be_made_now_or_skipped() =>
        Possible(New().Start("A").Fails(default, default, _error, TimeSpan.FromMinutes(1))).ShouldBe([Retry, Pause, Skip, Cancel]);

    [Fact]
    public void A_faulted_one_waits_for_a_decision() =>
        Possible(New().Start("A").Fails(default, default, _error, null)).ShouldBe([Retry, Skip, Rewind, Cancel]);

    [Fact]
    public void A_paused_one_can_go_on_or_back()
    {
        var instance = New().Start("A");
        instance.Status = WorkflowStatus.Paused;
        Possible(instance).ShouldBe([Resume, Rewind, Cancel]);
    }

    [Fact]
    public void What_has_ended_cannot_be_changed_and_the_sentence_says_so()
    {
        var details = New().Start("A").Finishes(WorkflowStatus.Completed).Details;
        OperationRules.Possible(details).ShouldBeEmpty();
        foreach (var kind in Enum.GetValues<OperationKind>())
            OperationRules.WhyNot(kind, details).ShouldBe("The instance is Completed: it has ended, and nothing can change it.");
    }

    [Fact]
    public void A_refusal_says_what_is_possible() =>
        OperationRules.WhyNot(Resume, New().Start("A").Details).ShouldBe("Resume is not possible while the instance is Running. Possible: pause, cancel.");

    [Fact]
    public void Every_operation_has_an_address_of_its_own()
    {
        foreach (var kind in Enum.GetValues<OperationKind>())
            OperationRules.FromSlug(OperationRules.Slug(kind)).ShouldBe(kind);

        OperationRules.FromSlug("explode").ShouldBeNull();
    }

    [Fact]
    public void Canceling_says_what_goes_with_it()
    {
        var details = New().Start("A", WorkflowTokenState.Waiting, TimeSpan.FromDays(1), "E").Details;
        Consequences.Of(Cancel, details, _at).ShouldContain("Its 1 timer and 1 subscription go. A running step is told to stop; whatever it returns is ignored.");
    }

    [Fact]
    public void Resuming_says_what_goes_off_at_once()
    {
        var details = New().Start("A", WorkflowTokenState.Sleeping, TimeSpan.FromHours(1)).Details;
        Consequences.Of(Resume, details, _at.AddHours(2))[0].ShouldBe("1 timer fell due while it was paused and will go off at once.");
        Consequences.Of(Resume, details, _at)[0].ShouldBe("Nothing fell due while it was paused.");
    }

    [Fact]
    public void A_rewind_names_the_steps_that_run_again()
    {
        var definition = FakeDefinitions.All.Single(known => known is { Name: "OrderFulfilment", Version: 4 });
        WorkflowJournalEntry[] journal = [Completed("ValidateOrder"), Completed("ReserveStock"), Completed("CapturePayment")];
        RewindPreview.Repeated(definition, "ReserveStock", journal).ShouldBe(["ReserveStock", "CapturePayment"]);
        RewindPreview.Repeated(definition, "NotifyCustomer", journal).ShouldBeEmpty();
        RewindPreview.Nodes(definition).ShouldNotContain("Start");
    }

    private static WorkflowJournalEntry Completed(string node) => new() { Sequence = 1, At = _at, Kind = "StepCompleted", Node = node };

    private static FakeInstance New() => new(Guid.NewGuid(), "Onboarding", 2, "k", "{}", _at);

    private static IReadOnlyList<OperationKind> Possible(FakeInstance instance) => OperationRules.Possible(instance.Details);
}
