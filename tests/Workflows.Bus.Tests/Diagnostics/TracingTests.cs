using System.Diagnostics;
using Workflows.Contracts;
using Workflows.Testing;
using Workflows.Tests.Acceptance;

namespace Workflows.Tests.Diagnostics;

public sealed class TracingTests
{
    private static readonly ActivitySource _callers = new("Workflows.Tests.Callers");

    [Fact]
    public async Task An_attempt_is_a_span_that_says_what_it_is()
    {
        using var spans = new Spans();
        await using var bus = new TestBus(flow => flow.Step("charge", _ => Task.CompletedTask));
        var run = await bus.CompleteAsync(await bus.StartAsync());

        var span = spans.Of(run).ShouldHaveSingleItem();
        span.DisplayName.ShouldBe("step charge");
        span.Kind.ShouldBe(ActivityKind.Internal);
        span.Status.ShouldBe(ActivityStatusCode.Ok);
        Tags(span).ShouldBe(new Dictionary<string, object?>
        {
            ["workflow.name"] = "order",
            ["workflow.version"] = 3,
            ["workflow.instance_id"] = run.InstanceId.ToString(),
            ["workflow.step"] = "charge",
            ["workflow.step.attempt"] = 1,
            ["workflow.step.outcome"] = "Completed",
        }, ignoreOrder: true);
    }

    [Fact]
    public async Task It_is_linked_to_what_started_the_instance()
    {
        using var spans = new Spans();
        await using var bus = new TestBus(flow =>
        {
            flow.Sleep("nap", TimeSpan.FromDays(3));
            flow.Step("charge", _ => Task.CompletedTask);
        });
        WorkflowRun run;
        ActivityContext caller;
        using (var signup = _callers.StartActivity("signup").ShouldNotBeNull())
        {
            caller = signup.Context;
            run = await bus.StartAsync();
        }

        await bus.CompleteAsync(run);
        var link = spans.Of(run).ShouldHaveSingleItem().Links.ShouldHaveSingleItem().Context;
        (link.TraceId, link.SpanId).ShouldBe((caller.TraceId, caller.SpanId));
    }

    [Fact]
    public async Task An_attempt_that_fails_ends_with_its_error()
    {
        using var spans = new Spans();
        await using var bus = new TestBus(flow => flow.Step("charge", _ => Task.CompletedTask).Retry(retry => retry.Constant(2, TimeSpan.FromSeconds(1))));
        bus.Harness.FakeStep("charge").FailNext(1, _ => new TimeoutException("no answer"));
        var run = await bus.CompleteAsync(await bus.StartAsync());

        var (failed, completed) = (spans.Of(run)[0], spans.Of(run)[1]);
        (failed.Status, failed.StatusDescription).ShouldBe((ActivityStatusCode.Error, "no answer"));
        Tags(failed)["error.type"].ShouldBe("System.TimeoutException");
        Tags(failed)["workflow.step.outcome"].ShouldBe("Failed");
        failed.Events.ShouldHaveSingleItem().Name.ShouldBe("exception");
        (completed.Status, Tags(completed)["workflow.step.attempt"]).ShouldBe((ActivityStatusCode.Ok, 2));
    }

    [Fact]
    public async Task An_outcome_that_cannot_be_stored_ends_with_its_error()
    {
        using var spans = new Spans();
        await using var bus = new TestBus(flow => flow.Step("charge", context =>
        {
            context.State.OrderId = "a\0b";
            return Task.CompletedTask;
        }));
        var run = await bus.StartAsync();
        await bus.SettleAsync();
        spans.Of(run).ShouldHaveSingleItem().Status.ShouldBe(ActivityStatusCode.Error);
    }

    [Fact]
    public async Task What_the_code_of_a_step_does_stands_below_it()
    {
        using var spans = new Spans();
        ActivitySpanId? parent = null;
        await using var bus = new TestBus(flow => flow.Step("charge", _ =>
        {
            using var call = _callers.StartActivity("call");
            parent = call!.ParentSpanId;
            return Task.CompletedTask;
        }));
        var run = await bus.CompleteAsync(await bus.StartAsync());
        spans.Of(run).ShouldHaveSingleItem().SpanId.ShouldBe(parent.ShouldNotBeNull());
    }

    [Fact]
    public async Task An_outcome_that_the_step_declared_is_named()
    {
        using var spans = new Spans();
        await using var bus = new TestBus(flow => flow.Step("charge", context =>
        {
            context.Skip("nothing to pay");
            return Task.CompletedTask;
        }));
        var run = await bus.CompleteAsync(await bus.StartAsync());
        Tags(spans.Of(run).ShouldHaveSingleItem())["workflow.step.outcome"].ShouldBe(nameof(StepOutcome.Skipped));
    }

    private static Dictionary<string, object?> Tags(Activity span) => span.TagObjects.ToDictionary(tag => tag.Key, tag => tag.Value);

    /// <summary>Listens to the spans of workflows, and to those of the tests that call them.</summary>
    private sealed class Spans : IDisposable
    {
        private readonly ActivityListener _listener;
        private readonly Lock _lock = new();
        private readonly List<Activity> _ended = [];

        public Spans()
        {
            _listener = new ActivityListener
            {
                ShouldListenTo = source => source.Name is WorkflowDiagnostics.ActivitySourceName or "Workflows.Tests.Callers",
                Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
                ActivityStopped = Take,
            };
            ActivitySource.AddActivityListener(_listener);
        }

        public IReadOnlyList<Activity> Of(WorkflowRun run)
        {
            lock (_lock)
                return [.. _ended.Where(activity => activity.GetTagItem("workflow.instance_id") as string == run.InstanceId.ToString())];
        }

        public void Dispose() => _listener.Dispose();

        private void Take(Activity activity)
        {
            lock (_lock)
                _ended.Add(activity);
        }
    }
}
