using Workflows.Contracts;
using Workflows.Dashboard.Services.Operations;
using Workflows.Dashboard.Tests.Fakes;
using Workflows.Kinds;
using static Workflows.Kinds.OperationKinds;

namespace Workflows.Dashboard.Tests.Services.Operations;

public sealed class OperationRulesTests
{
    private static readonly DateTimeOffset _at = new(2026, 11, 20, 12, 0, 0, TimeSpan.Zero);

    private static readonly WorkflowDefinitionView _orders = FakeDefinitions.All.Single(known => known is { Name: "OrderFulfilment", Version: 4 });

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
        OperationRules.WhyNot(Resume, details).ShouldBe("Resume is not possible while the instance is Completed. It has ended: nothing can change it.");
        All.ShouldAllBe(kind => OperationRules.WhyNot(kind, details) != null);
    }

    [Fact]
    public void A_refusal_says_what_is_possible() =>
        OperationRules.WhyNot(Resume, New().Start("A").Details).ShouldBe("Resume is not possible while the instance is Running. Possible: pause, cancel; retry and skip while a retry is pending.");

    [Fact]
    public void Something_is_said_of_every_operation_once()
    {
        OperationTexts.All.Select(text => text.Kind.Name).Order().ShouldBe(All.Select(kind => kind.Name).Order());
        foreach (var text in OperationTexts.All)
        {
            text.Consequences(New().Start("A").Details, _at).ShouldNotBeEmpty(text.Kind.Name);
            (text.ForMany.Count > 0).ShouldBe(text.Kind.Bulk is not null, text.Kind.Name);
        }
    }

    [Fact]
    public void What_the_details_do_not_tell_of_is_not_offered()
    {
        var details = New().Start("A").Details with { Operations = [new WorkflowOperationChoice("Pause")] };
        OperationRules.Possible(details).ShouldBe([Pause]);
        OperationRules.WhyNot(Cancel, details).ShouldBe("Cancel is not known to the process that answers for the instance.");
    }

    [Fact]
    public void An_ended_instance_offers_what_its_details_allow()
    {
        var details = New().Start("A").Finishes(WorkflowStatus.Completed).Details with { Operations = [new WorkflowOperationChoice("Retry"), new WorkflowOperationChoice("Pause", "No.")] };
        OperationRules.Possible(details).ShouldBe([Retry]);
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
    public void A_rewind_names_what_happens_again()
    {
        WorkflowJournalEntry[] journal = [Completed("ValidateOrder"), Completed("ReserveStock"), Completed("large-order", "BranchChosen"), Completed("approval", "EventReceived"), Completed("CapturePayment")];
        Repeated("ReserveStock", journal).ShouldBe(["ReserveStock", "large-order", "approval", "CapturePayment"]);
        Repeated("approval", journal).ShouldBe(["approval", "CapturePayment"]);
        Repeated("NotifyCustomer", journal).ShouldBeEmpty();
        _orders.Nodes.Select(RewindPreview.Again).Distinct().Count().ShouldBe(4);
    }

    [Fact]
    public void A_rewind_offers_what_the_instance_has_passed()
    {
        RewindPreview.Nodes(_orders, ["ValidateOrder", "ReserveStock", "gone", "CapturePayment"]).ShouldBe(["ValidateOrder", "ReserveStock", "CapturePayment"]);
        RewindPreview.Nodes(_orders, []).ShouldBeEmpty();
        RewindPreview.Nodes(null, ["ValidateOrder"]).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("CapturePayment", "What CapturePayment should have done is not done. The instance goes on at CreateShipment.")]
    [InlineData("NotifyCustomer", "The instance ends as Completed: nothing is behind it.")]
    [InlineData("approval", "approval is left without its event, and what the event would have put into the state is missing. The instance goes on at CapturePayment. Its way for a timeout is left out too.")]
    [InlineData("rejected", "The instance does not fail at rejected: it ends as Completed, for nothing is behind it.")]
    [InlineData("large-order", "large-order is not decided: the instance goes neither way, but on behind both, at CapturePayment. Left out: approval, EscalateApproval, rejected.")]
    public void A_skip_says_what_it_leaves_out(string node, string says) => string.Join(' ', SkipPreview.Of(_orders, node)).ShouldContain(says);

    [Theory]
    [InlineData("CapturePayment", "")]
    [InlineData("gone", "")]
    [InlineData("large-order", "large-order is decided again, by the state as it is now.")]
    [InlineData("approval", "approval waits again, and its time limit begins anew. An event that it has received there is not waited for again.")]
    [InlineData("rejected", "rejected is come to again: the instance ends as Failed, with the reason that the state gives now.")]
    public void A_retry_says_what_it_repeats_where_that_is_no_step(string node, string says) => string.Join(' ', RetryPreview.Of(_orders, node)).ShouldBe(says);

    [Fact]
    public void A_skip_of_a_node_that_nobody_knows_says_nothing_more() => SkipPreview.Of(_orders, "gone").ShouldBeEmpty();

    private static IEnumerable<string> Repeated(string node, WorkflowJournalEntry[] journal) => RewindPreview.Repeated(_orders, node, journal).Select(again => again.Name);

    private static WorkflowJournalEntry Completed(string node, string kind = "StepCompleted") => new() { Sequence = 1, At = _at, Kind = kind, Node = node };

    private static FakeInstance New() => new(Guid.NewGuid(), "Onboarding", 2, "k", "{}", _at);

    private static IReadOnlyList<OperationKind> Possible(FakeInstance instance) => OperationRules.Possible(instance.Details);
}
