namespace Workflows.Tests.Definition.Export;

/// <summary>One node of every kind, and names and labels that no graph language likes.</summary>
public sealed class ShopWorkflow : Workflow<Order>
{
    protected override void Define(IWorkflowBuilder<Order> flow)
    {
        flow.StartedBy<OrderPlaced>(e => new Order { OrderId = e.OrderId });
        flow.Step("charge", _ => Task.CompletedTask).Retry(retry => retry.Constant(3, TimeSpan.FromSeconds(1)));
        flow.Sleep("cool-down", TimeSpan.FromHours(24));
        flow.WaitFor<OrderPaid>("payment")
            .CorrelatedBy(e => e.OrderId, s => s.OrderId)
            .Within(TimeSpan.FromDays(7), late =>
            {
                late.Step("remind", _ => Task.CompletedTask);
                late.WaitFor<OrderApproved>("approval");
            });
        flow.If(
            s => s.Amount > 100 && s.OrderId != "a\"b\\<i>&amp;",
            then =>
            {
                then.If(_ => true, inner => inner.Finish("\"quotes\" [brackets] {braces} `ticks`"), name: "End", label: "line one\r\nline two\ttab %%{init}%% #35;").Else(other => other.Fail("no", "<b>Start</b>\\n"));
            },
            name: "Start");
        flow.WaitForAny("decision", any =>
        {
            any.For<OrderApproved>();
            any.For<OrderShipped>().SentToInstance();
        }).Within(TimeSpan.FromHours(1), late => late.Fail("too late"));
        flow.WaitForAll("papers", all =>
        {
            all.For<OrderPaid>().CorrelatedBy(e => e.OrderId, s => s.OrderId);
            all.For<OrderShipped>().SentToInstance();
        });
        flow.SleepUntil("until", new DateTimeOffset(2026, 1, 5, 12, 0, 0, TimeSpan.FromHours(2)));
    }
}
