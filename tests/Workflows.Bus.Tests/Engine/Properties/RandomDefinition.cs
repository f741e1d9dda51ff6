namespace Workflows.Tests.Engine.Properties;

/// <summary>Declares a workflow of nested blocks as the choices have it.</summary>
internal sealed class RandomDefinition(Dna dna)
{
    private const int MaxNodes = 14;

    private int _nodes;

    public void Declare(IWorkflowBuilder<Order> flow)
    {
        if (dna.OneIn(4))
            flow.TimeoutAfter(TimeSpan.FromMinutes(5 + dna.Next(200)), dna.Pick([TimeoutAction.Fail, TimeoutAction.Cancel, TimeoutAction.Pause]));

        if (dna.OneIn(4))
            flow.OnError<TimeoutException>(Action());

        Block(flow, 0, 1 + dna.Next(8));
    }

    /// <returns>Whether the block ends the instance.</returns>
    private bool Block(IBlockBuilder<Order> flow, int depth, int length)
    {
        for (var i = 0; i < length && _nodes < MaxNodes; i++)
        {
            if (Node(flow, depth, $"n{++_nodes}"))
                return true;
        }

        return false;
    }

    private bool Node(IBlockBuilder<Order> flow, int depth, string name)
    {
        switch (dna.Next(10))
        {
            case 0 or 1 or 2:
                Step(flow.Step(name, _ => Task.CompletedTask));
                return false;
            case 3:
                Sleep(flow, name);
                return false;
            case 4 or 5 or 6:
                Wait(flow, depth, name);
                return false;
            case 7 or 8 when depth < 3:
                return Decision(flow, depth, name);
            case 9 when depth > 0 && dna.OneIn(2):
                flow.Finish(name);
                return true;
            case 9 when depth > 0 && dna.OneIn(2):
                flow.Fail(order => order.Count % 7 == 6 ? throw new InvalidOperationException("no reason") : "as declared", name);
                return true;
            default:
                Step(flow.Step(name, _ => Task.CompletedTask));
                return false;
        }
    }

    private void Step(IStepBuilder<Order> step)
    {
        if (dna.OneIn(2))
            step.Retry(retry => retry.Exponential(1 + dna.Next(3), TimeSpan.FromMinutes(1 + dna.Next(3)), jitter: dna.Next(2)).NonRetryable<OperationCanceledException>());
        else if (dna.OneIn(3))
            step.Retry(retry => retry.Constant(2, TimeSpan.Zero));

        if (dna.OneIn(2))
            step.OnError(Action());

        if (dna.OneIn(4))
            step.MessagePerStep();
    }

    private ErrorAction Action() => dna.Pick([ErrorAction.Fault, ErrorAction.Skip, ErrorAction.Pause, ErrorAction.Cancel, ErrorAction.Fail]);

    private void Sleep(IBlockBuilder<Order> flow, string name)
    {
        var minutes = dna.Next(20) - 3;
        if (dna.OneIn(4))
            flow.Sleep(name, order => order.Count % 7 == 6 ? throw new InvalidOperationException("no duration") : TimeSpan.FromMinutes(order.Count + minutes));
        else
            flow.Sleep(name, TimeSpan.FromMinutes(minutes));
    }

    private void Wait(IBlockBuilder<Order> flow, int depth, string name)
    {
        switch (dna.Next(6))
        {
            case 4:
                Limit(flow.WaitForAny(name, Several), depth);
                break;
            case 5:
                Limit(flow.WaitForAll(name, Several), depth);
                break;
            case 0:
                Configure(flow.WaitFor<OrderPaid>(name).CorrelatedBy(e => e.OrderId, s => s.OrderId)
                    .OnReceived((s, e) => Receive(s, (int)e.Amount)), depth);
                break;
            case 1:
                Configure(flow.WaitFor<OrderShipped>(name).CorrelatedBy<string?>(e => e.ShipmentId, dna.OneIn(2) ? s => s.ShipmentId : s => s.ShipmentId!.Trim())
                    .OnReceived((s, _) => Receive(s, 1)), depth);
                break;
            case 2:
                Configure(flow.WaitFor<OrderApproved>(name), depth);
                break;
            default:
                Configure(flow.WaitFor<OrderPaid>(name).SentToInstance()
                    .When((s, e) => s.Count % 7 == 6 ? throw new InvalidOperationException("cannot judge it") : ((int)e.Amount + s.Count) % 2 == 0), depth);
                break;
        }
    }

    private void Several(IEventSetBuilder<Order> events)
    {
        var paid = events.For<OrderPaid>().CorrelatedBy(e => e.OrderId, s => s.OrderId).OnReceived((s, e) => Receive(s, (int)e.Amount));
        var shipped = dna.OneIn(3)
            ? events.For<OrderShipped>().SentToInstance()
            : events.For<OrderShipped>().CorrelatedBy<string?>(e => e.ShipmentId, s => s.ShipmentId!.Trim()).OnReceived((s, _) => Receive(s, 1));
        if (dna.OneIn(4))
            paid.When((s, e) => ((int)e.Amount + s.Count) % 2 == 0);

        if (dna.OneIn(4))
            paid.IgnoreEarlyEvents();

        if (dna.OneIn(4))
            shipped.IgnoreEarlyEvents();

        if (dna.OneIn(2))
            events.For<OrderApproved>();
    }

    private void Limit(IWaitLimitBuilder<Order> wait, int depth)
    {
        var minutes = dna.Next(12) - 1;
        if (dna.OneIn(3) && depth < 3)
            wait.Within(TimeSpan.FromMinutes(minutes), onTimeout => Block(onTimeout, depth + 1, dna.Next(3)));
        else if (dna.OneIn(2))
            wait.Within(TimeSpan.FromMinutes(minutes));
    }

    private static void Receive(Order order, int amount)
    {
        order.Count += amount;
        if (order.Count % 7 == 6)
            throw new InvalidOperationException("cannot take it");
    }

    private void Configure<TEvent>(IWaitBuilder<Order, TEvent> wait, int depth)
        where TEvent : class
    {
        if (dna.OneIn(4))
            wait.IgnoreEarlyEvents();

        var minutes = dna.Next(12) - 1;
        if (dna.OneIn(3) && depth < 3)
            wait.Within(TimeSpan.FromMinutes(minutes), onTimeout => Block(onTimeout, depth + 1, dna.Next(3)));
        else if (dna.OneIn(2))
            wait.Within(TimeSpan.FromMinutes(minutes));
    }

    private bool Decision(IBlockBuilder<Order> flow, int depth, string name)
    {
        var modulus = 2 + dna.Next(3);
        var thenEnds = false;
        var elseEnds = false;
        var branch = flow.If(
            order => order.Count % 7 == 6 ? throw new InvalidOperationException("cannot decide") : order.Count % modulus == 0,
            then =>
            {
                Step(then.Step($"{name}-then", _ => Task.CompletedTask));
                thenEnds = Block(then, depth + 1, dna.Next(3));
            },
            name);
        if (dna.OneIn(2))
            branch.Else(otherwise => elseEnds = Block(otherwise, depth + 1, dna.Next(3)));

        return thenEnds && elseEnds;
    }
}
