using System.Globalization;
using Workflows.Contracts;
using Workflows.Testing;

namespace Workflows.Tests.Acceptance;

public sealed class When_a_state_would_not_be_read_back
{
    public sealed class Cart
    {
        public List<string> Lines { get; } = [];

        public int Total { get; private set; }

        public string? Field;

        public (int Number, string Text) Pair { get; set; }

        public Stack<int> Done { get; set; } = new();

        public HashSet<string> Tags { get; set; } = new(StringComparer.OrdinalIgnoreCase);

        public void Add(string line, int amount)
        {
            Lines.Add(line);
            Total += amount;
        }
    }

    public sealed class Unread
    {
        public Guid Id { get; } = Guid.NewGuid();

        public IComparable? Rank { get; set; }
    }

    public sealed class Counted
    {
        private int _count;

        public string? Name { get; set; }

        public int Count => _count;

        public void Add() => _count++;
    }

    [Fact]
    public async Task What_one_step_fills_the_next_one_finds()
    {
        string? found = null;
        await using var bus = new TestBus(w => w.AddWorkflow(() => new InlineWorkflow<Cart>(flow =>
        {
            flow.Step("fill", context =>
            {
                context.State.Add("book", 12);
                context.State.Field = "f";
                context.State.Pair = (1, "a");
                context.State.Done.Push(1);
                context.State.Done.Push(2);
                context.State.Tags.Add("NEW");
                return Task.CompletedTask;
            });
            flow.Sleep("sleep", TimeSpan.FromHours(1));
            flow.Step("find", context =>
            {
                var cart = context.State;
                found = string.Create(CultureInfo.InvariantCulture, $"{cart.Lines.Single()} {cart.Total} {cart.Field} {cart.Pair.Text} {cart.Done.Peek()} {cart.Tags.Contains("new")}");
                return Task.CompletedTask;
            });
        })));
        var run = await bus.Harness.StartAsync<InlineWorkflow<Cart>>(new Cart());

        await bus.Harness.RunToCompletionAsync(run);

        found.ShouldBe("book 12 f a 2 True");
    }

    [Fact]
    public void What_shows_in_its_type_is_refused_at_the_registration_with_everything_else()
    {
        var faults = Should.Throw<WorkflowDefinitionException>(() => new TestBus(w =>
        {
            w.AddWorkflow(() => new InlineWorkflow<Unread>(flow => flow.WaitFor<OrderPaid>("uncorrelated")));
            w.Configure(options => options.StaleAfter = TimeSpan.Zero);
        })).Faults;

        faults.ShouldContain(fault => fault.StartsWith("order v3: expected a state that is read back as it was stored, but Unread.Id has no setter and is not read back.", StringComparison.Ordinal));
        faults.ShouldContain(fault => fault.Contains("Unread.Rank is IComparable, an interface", StringComparison.Ordinal));
        faults.Count.ShouldBe(4);
    }

    [Fact]
    public async Task What_shows_only_in_a_value_fails_the_attempt_that_made_it()
    {
        await using var bus = new TestBus(w => w.AddWorkflow(() => new InlineWorkflow<Counted>(flow => flow.Step("count", context =>
        {
            context.State.Add();
            return Task.CompletedTask;
        }))));
        var run = await bus.Harness.StartAsync<InlineWorkflow<Counted>>(new Counted());
        await bus.Harness.RunUntilIdleAsync();

        run.ShouldBe(WorkflowStatus.Faulted);
        run.Details.Error.ShouldNotBeNull().Message.ShouldContain("Counted.Count is 1, and would be 0 after reading");
    }

    [Fact]
    public async Task It_fails_however_many_were_stored_before()
    {
        var isCounting = false;
        await using var bus = new TestBus(w => w.AddWorkflow(() => new InlineWorkflow<Counted>(flow => flow.Step("count", context =>
        {
            if (isCounting)
                context.State.Add();

            return Task.CompletedTask;
        }))));
        for (var i = 0; i < 25; i++)
            await bus.Harness.StartAsync<InlineWorkflow<Counted>>(new Counted());

        await bus.Harness.RunUntilIdleAsync();
        isCounting = true;
        var run = await bus.Harness.StartAsync<InlineWorkflow<Counted>>(new Counted());
        await bus.Harness.RunUntilIdleAsync();

        run.ShouldBe(WorkflowStatus.Faulted);
    }

    [Fact]
    public async Task A_start_with_such_a_value_is_refused()
    {
        await using var bus = new TestBus(w => w.AddWorkflow(() => new InlineWorkflow<Counted>(flow => flow.Step("none", _ => Task.CompletedTask))));
        var counted = new Counted();
        counted.Add();

        var refused = await Should.ThrowAsync<WorkflowRefusedException>(bus.Harness.StartAsync<InlineWorkflow<Counted>>(counted));

        refused.Refusal.ShouldBe(WorkflowRefusal.Malformed);
        refused.Message.ShouldContain("Counted.Count");
    }

    [Fact]
    public async Task An_event_that_would_not_be_read_back_is_not_sent()
    {
        await using var bus = new TestBus(flow => flow.WaitFor<Tally>("tally").SentToInstance());
        var run = await bus.StartAsync();
        await bus.SettleAsync();
        var tally = new Tally();
        tally.Add();

        var refused = await Should.ThrowAsync<WorkflowRefusedException>(bus.Client.SendEventAsync(run.InstanceId, tally, cancellationToken: TestContext.Current.CancellationToken));

        refused.Message.ShouldContain("Tally.count is 1, and would be 0 after reading");
    }

    public sealed class Tally
    {
        private int _count;

        /// <summary>Only a value shows that it is not taken.</summary>
        public int Count
        {
            get => _count;
            set => _ = value;
        }

        public void Add() => _count++;
    }
}
