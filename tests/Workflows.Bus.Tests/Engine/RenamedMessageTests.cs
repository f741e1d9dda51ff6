using Workflows.Contracts;
using Workflows.Declarative;
using Workflows.Engine;
using Workflows.Instances;
using Workflows.Tests.Renamed.After;
using Workflows.Tests.Renamed.Before;

namespace Workflows.Tests.Engine;

/// <summary>A message type is renamed, moved or built anew while instances are about to take it.</summary>
public sealed class RenamedMessageTests
{
    /// <summary>The name that releases stored which wrote names of classes, for contracts of another version.</summary>
    private const string FormerFault = "MassTransit.Fault`1[[Workflows.Tests.OrderPaid, Workflows.Bus.Tests, Version=0.0.9.0, Culture=neutral, PublicKeyToken=null]], MassTransit.Abstractions";

    [Fact]
    public void An_instance_that_waits_takes_it_under_its_new_name()
    {
        var run = EngineRun.Start(flow => flow.WaitFor<PaymentCame>("payment").CorrelatedBy(e => e.OrderId, s => s.OrderId));
        run.Plan = Plans.Of(flow => flow.WaitFor<Paid>("payment").CorrelatedBy(e => e.OrderId, s => s.OrderId));

        run.Publish(new Paid("o-1"));

        run.ShouldHaveEnded(WorkflowStatus.Completed);
    }

    [Fact]
    public void An_instance_that_kept_it_takes_it_when_the_wait_is_reached()
    {
        var run = EngineRun.Start(flow => Kept<PaymentCame>(flow, e => e.OrderId));
        run.Publish(new PaymentCame("o-1"));
        run.Instance.Execution.KeptEvents.ShouldHaveSingleItem();
        run.Plan = Plans.Of(flow => Kept<Paid>(flow, e => e.OrderId));

        run.Complete("charge");

        run.ShouldHaveEnded(WorkflowStatus.Completed);
    }

    [Theory]
    [InlineData("Workflows.Tests.Renamed.After.Paid")]
    [InlineData("Gone.Paid")]
    public void What_an_earlier_release_kept_under_the_name_of_a_class_is_taken(string former)
    {
        var run = EngineRun.Start(flow => Kept<Paid>(flow, e => e.OrderId));
        run.Publish(new Paid("o-1"));
        run.Rewrite(Named(former));

        run.Complete("charge");

        run.ShouldHaveEnded(WorkflowStatus.Completed);
    }

    [Fact]
    public void A_wait_for_a_closed_generic_outlives_its_assemblies()
    {
        var run = EngineRun.Start(flow => flow.WaitFor<Wrapped<OrderPaid>>("payment").CorrelatedBy(e => e.Value.OrderId, s => s.OrderId));
        run.Subscriptions.ShouldHaveSingleItem().EventType.ShouldBe("urn:message:Workflows.Tests.Renamed.After:Wrapped[[Workflows.Tests:OrderPaid]]");
        run.Rewrite(Named("Workflows.Tests.Renamed.After.Wrapped`1[[Workflows.Tests.OrderPaid, Contracts, Version=0.0.9.0, Culture=neutral, PublicKeyToken=null]]"));

        run.Publish(new Wrapped<OrderPaid>(new OrderPaid("o-1")));

        run.ShouldHaveEnded(WorkflowStatus.Completed);
    }

    [Fact]
    public void A_wait_for_all_remembers_what_came_under_the_former_name()
    {
        var run = EngineRun.Start(flow => flow.WaitForAll("papers", all =>
        {
            all.For<Paid>().CorrelatedBy(e => e.OrderId, s => s.OrderId);
            all.For<OrderShipped>().CorrelatedBy(e => e.ShipmentId, s => s.OrderId);
        }));
        run.Publish(new Paid("o-1"));
        run.Rewrite(execution => execution with { Tokens = [.. execution.Tokens.Select(token => token with { Received = ["Workflows.Tests.Renamed.After.Paid"] })] });

        run.Publish(new OrderShipped("o-1"));

        run.ShouldHaveEnded(WorkflowStatus.Completed);
    }

    [Fact]
    public void A_kept_event_that_nothing_answers_to_is_recorded_with_its_name()
    {
        var run = EngineRun.Start(flow => Kept<Paid>(flow, e => e.OrderId));
        run.Publish(new Paid("o-1"));
        run.Rewrite(execution => execution with { KeptEvents = [.. execution.KeptEvents.Select(kept => kept with { EventType = FormerFault })] });

        run.Complete("charge");

        run.Status.ShouldBe(WorkflowStatus.Waiting);
        run.Journal.Single(EntryKind.EventDropped).Reason.ShouldNotBeNull().ShouldContain(FormerFault);
        run.Instance.Execution.KeptEvents.ShouldBeEmpty();
    }

    [Fact]
    public void A_key_that_an_earlier_release_wrote_otherwise_still_fits()
    {
        var run = EngineRun.Start(flow => flow.WaitFor<OrderPaid>("payment").CorrelatedBy(e => ("x", e.OrderId), s => ("x", s.OrderId)));
        run.Rewrite(execution => execution with { Subscriptions = [.. execution.Subscriptions.Select(known => known with { Key = "(x, o-1)" })] });

        run.Ignore(EngineRun.EventOf(new OrderPaid("o-2")));
        run.Publish(new OrderPaid("o-1"));

        run.ShouldHaveEnded(WorkflowStatus.Completed);
    }

    [Fact]
    public void An_error_rule_for_a_closed_generic_exception_does_not_ask_for_versions()
    {
        var error = ErrorText.Of(new Wrong<OrderPaid>());
        error.Type.ShouldBe("Workflows.Tests.Engine.RenamedMessageTests+Wrong`1[Workflows.Tests.OrderPaid]");
        var plan = Plans.Of(flow => flow.Step("charge", _ => Task.CompletedTask).OnError<Wrong<OrderPaid>>(ErrorAction.Skip));
        var program = new PlanProgram(plan);
        var charge = program.Find(WorkflowPlace.Root, "charge").ShouldBeOfType<ProgramStep>();
        FailurePolicy.ActionFor(charge, program.Terms, error).ShouldBe(ErrorAction.Skip);
        FailurePolicy.ActionFor(charge, program.Terms, error with { Type = typeof(Wrong<OrderPaid>).FullName! }).ShouldBe(ErrorAction.Skip);
    }

    private sealed class Wrong<T> : Exception;

    private static void Kept<TEvent>(IWorkflowBuilder<Order> flow, Func<TEvent, string> key)
        where TEvent : class
    {
        flow.Step("charge", _ => Task.CompletedTask);
        flow.WaitFor<TEvent>("payment").CorrelatedBy(e => key(e), s => s.OrderId!);
    }

    private static Func<Execution, Execution> Named(string former) => execution => execution with
    {
        Subscriptions = [.. execution.Subscriptions.Select(known => known with { EventType = former })],
        KeptEvents = [.. execution.KeptEvents.Select(kept => kept with { EventType = former })],
    };
}
