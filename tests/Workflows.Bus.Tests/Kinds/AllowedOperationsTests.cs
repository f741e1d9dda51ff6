using Workflows.Contracts;
using Workflows.Kinds;

namespace Workflows.Tests.Kinds;

public class AllowedOperationsTests
{
    [Theory]
    [InlineData(WorkflowStatus.Pending, "Pause Cancel")]
    [InlineData(WorkflowStatus.Running, "Pause Cancel")]
    [InlineData(WorkflowStatus.Waiting, "Pause Cancel")]
    [InlineData(WorkflowStatus.Paused, "Resume Rewind Cancel")]
    [InlineData(WorkflowStatus.Faulted, "Retry Skip Rewind Cancel")]
    [InlineData(WorkflowStatus.Compensating, "Cancel")]
    [InlineData(WorkflowStatus.Completed, "")]
    [InlineData(WorkflowStatus.Failed, "")]
    [InlineData(WorkflowStatus.Canceled, "")]
    public void A_status_allows(WorkflowStatus status, string allowed) => Possible(new InstanceStanding(status, false, false)).ShouldBe(allowed);

    [Fact]
    public void A_pending_retry_can_be_made_now_or_skipped_unless_the_instance_is_held()
    {
        Possible(new InstanceStanding(WorkflowStatus.Running, HasPendingRetry: true, IsListening: false)).ShouldBe("Pause Retry Skip Cancel");
        Possible(new InstanceStanding(WorkflowStatus.Paused, HasPendingRetry: true, IsListening: false)).ShouldBe("Resume Rewind Cancel");
    }

    [Fact]
    public void What_listens_takes_an_event_until_it_has_ended()
    {
        foreach (var status in Enum.GetValues<WorkflowStatus>())
            Possible(new InstanceStanding(status, false, IsListening: true)).EndsWith("SendEvent", StringComparison.Ordinal).ShouldBe(!status.IsTerminal(), status.ToString());
    }

    [Fact]
    public void A_message_that_cannot_be_sent_is_sent_again_or_given_up_also_at_the_end()
    {
        Possible(new InstanceStanding(WorkflowStatus.Completed, false, false, HasUnsendable: true)).ShouldBe("Retry Skip");
        Possible(new InstanceStanding(WorkflowStatus.Faulted, false, false, HasUnsendable: true)).ShouldBe("Retry Skip Rewind Cancel");
    }

    [Fact]
    public void Nothing_is_skipped_where_the_definition_was_missing()
    {
        var standing = new InstanceStanding(WorkflowStatus.Faulted, false, false, IsUndefined: true);
        Possible(standing).ShouldBe("Retry Rewind Cancel");
        AllowedOperations.WhyNot(OperationKinds.Skip, standing).ShouldBe("Skip is not possible: no node failed, the definition was missing. Possible: retry, rewind, cancel.");
    }

    [Fact]
    public void An_operation_for_many_applies_to_a_status_where_it_may_be_possible_for_one()
    {
        foreach (var status in Enum.GetValues<WorkflowStatus>())
        {
            var most = AllowedOperations.Of(new InstanceStanding(status, HasPendingRetry: true, IsListening: true)).Where(choice => choice.IsPossible).Select(choice => choice.Operation);
            OperationKinds.All.Where(kind => kind.MayApply(status)).Select(kind => kind.Name).ShouldBe(most, status.ToString());
        }
    }

    private static string Possible(InstanceStanding standing) => string.Join(' ', AllowedOperations.Of(standing).Where(choice => choice.IsPossible).Select(choice => choice.Operation));
}
