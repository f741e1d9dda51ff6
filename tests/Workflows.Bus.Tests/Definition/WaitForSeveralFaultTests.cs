namespace Workflows.Tests.Definition;

public class WaitForSeveralFaultTests
{
    private static void ShouldFault(Action<IWorkflowBuilder<Order>> define, params string[] faults) =>
        Plans.FaultsOf(define).ShouldBe(faults.Select(fault => $"order v3, node 'papers': {fault}"));

    [Fact]
    public void A_wait_for_several_events_with_fewer_than_two()
    {
        ShouldFault(flow => flow.WaitForAny("papers", _ => { }), "expected at least two events in WaitForAny, but there is none.");
        ShouldFault(flow => flow.WaitForAll("papers", all => all.For<OrderApproved>()), "expected at least two events in WaitForAll, but there is one; WaitFor waits for one.");
    }

    [Fact]
    public void An_event_type_twice_in_a_wait() =>
        ShouldFault(
            flow => flow.WaitForAny("papers", any =>
            {
                any.For<OrderApproved>();
                any.For<OrderApproved>().When((_, _) => false);
            }),
            $"expected each event type once in a wait: When tells events of one type apart, but there are 2 of {typeof(OrderApproved).FullName}.");

    [Fact]
    public void An_event_whose_instance_nobody_knows() =>
        ShouldFault(
            flow => flow.WaitForAll("papers", all =>
            {
                all.For<OrderApproved>();
                all.For<OrderPaid>();
            }),
            "expected to know which instance an event is for: .CorrelatedBy(e => ..., s => ...) or .SentToInstance(), but OrderPaid has neither, and no CorrelatedBy<Guid>.");

    [Fact]
    public void A_setting_twice() =>
        ShouldFault(
            flow =>
            {
                var wait = flow.WaitForAny("papers", any =>
                {
                    any.For<OrderApproved>().OnReceived((_, _) => { }).OnReceived((_, _) => { });
                    any.For<OrderPaid>().SentToInstance();
                });
                wait.Within(TimeSpan.FromDays(1));
                wait.Within(TimeSpan.FromDays(2));
            },
            "expected one OnReceived, but there are several.",
            "expected one Within, but there are several.");

    [Fact]
    public void What_is_wrong_in_the_branch_of_a_timeout_is_found() =>
        Plans.FaultsOf(flow => flow.WaitForAny("papers", any =>
        {
            any.For<OrderApproved>();
            any.For<OrderPaid>().SentToInstance();
        }).Within(TimeSpan.FromDays(1), late => late.Sleep("papers", TimeSpan.Zero))).ShouldHaveSingleItem();
}
