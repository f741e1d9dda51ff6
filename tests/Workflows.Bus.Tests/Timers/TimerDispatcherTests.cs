using Workflows.Contracts;
using Workflows.Engine;
using Workflows.Instances;

namespace Workflows.Tests.Timers;

public class TimerDispatcherTests
{
    private static readonly TimeSpan _second = TimeSpan.FromSeconds(1);

    private readonly TimerBench _bench = new();

    [Fact]
    public async Task What_is_due_is_sent_earliest_first_and_the_rest_stays()
    {
        var late = await _bench.ScheduleAsync(-_second);
        var later = await _bench.ScheduleAsync(TimeSpan.Zero);
        var earliest = await _bench.ScheduleAsync(-_second * 2);
        await _bench.ScheduleAsync(_second);

        (await DispatchAsync()).ShouldBe(3);
        _bench.Transport.Sent.ShouldBe([earliest, late, later]);
        (await DispatchAsync()).ShouldBe(0);
        (await _bench.Store.NextDueAsync(TestContext.Current.CancellationToken)).ShouldBe(_bench.Time.GetUtcNow() + _second);
    }

    [Fact]
    public async Task More_than_a_batch_is_sent_in_one_go()
    {
        for (var count = 0; count < 1_201; count++)
            await _bench.ScheduleAsync(-_second);

        (await DispatchAsync()).ShouldBe(1_201);
        _bench.Transport.Sent.Distinct().Count().ShouldBe(1_201);
    }

    [Fact]
    public async Task All_messages_of_a_batch_are_on_their_way_at_once()
    {
        var arrived = 0;
        var all = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _bench.Transport.OnSend = (_, _) =>
        {
            if (Interlocked.Increment(ref arrived) == 100)
                all.SetResult();

            return all.Task;
        };
        for (var count = 0; count < 100; count++)
            await _bench.ScheduleAsync(-_second);

        (await DispatchAsync().WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken)).ShouldBe(100);
    }

    [Fact]
    public async Task A_timer_whose_message_could_not_be_sent_stays_and_is_tried_again()
    {
        var bad = await _bench.ScheduleAsync(-_second);
        var good = await _bench.ScheduleAsync(TimeSpan.Zero);
        Refuse(bad);

        (await DispatchAsync()).ShouldBe(1);
        _bench.Transport.Sent.ShouldBe([good]);
        (await DispatchAsync()).ShouldBe(0);

        _bench.Transport.OnSend = (_, _) => Task.CompletedTask;
        _bench.Time.Advance(_second * 10);
        (await DispatchAsync()).ShouldBe(1);
        _bench.Transport.Sent.ShouldBe([good, bad]);
    }

    [Fact]
    public async Task However_many_cannot_be_sent_the_others_are()
    {
        var bad = new HashSet<Guid>();
        for (var count = 0; count < 1_000; count++)
            bad.Add(await _bench.ScheduleAsync(-_second));

        var good = await _bench.ScheduleAsync(TimeSpan.Zero);
        _bench.Transport.OnSend = (id, _) => bad.Contains(id) ? Task.FromException(new InvalidOperationException("no such queue")) : Task.CompletedTask;

        (await DispatchAsync()).ShouldBe(1);
        _bench.Transport.Sent.ShouldBe([good]);
    }

    [Fact]
    public async Task What_can_never_be_sent_is_tried_five_times_with_growing_pauses_and_then_left_alone()
    {
        var bad = await _bench.ScheduleAsync(-_second);
        var begin = _bench.Time.GetUtcNow();
        var tries = new List<TimeSpan>();
        _bench.Transport.OnSend = (id, _) =>
        {
            if (id == bad)
                tries.Add(_bench.Time.GetUtcNow() - begin);

            return id == bad ? Task.FromException(new UriFormatException("Invalid URI.")) : Task.CompletedTask;
        };
        for (var time = TimeSpan.Zero; time < TimeSpan.FromMinutes(10); time += _second)
        {
            await DispatchAsync();
            _bench.Time.Advance(_second);
        }

        tries.ShouldBe([.. new[] { 0, 10, 30, 70, 150 }.Select(seconds => TimeSpan.FromSeconds(seconds))]);
        (await _bench.Store.NextDueAsync(TestContext.Current.CancellationToken)).ShouldBeNull();
        var row = (await _bench.Quarantine.ListAsync(new WorkflowQuarantineFilter(), null, 10, TestContext.Current.CancellationToken)).ShouldHaveSingleItem();
        (row.Kind, row.SubjectId, row.Reason).ShouldBe((WorkflowQuarantineKind.Timer, bad, "Invalid URI."));

        await _bench.Quarantine.ReleaseAsync(row.Id, new QuarantineAudit(Guid.NewGuid(), new WorkflowAuditEntry { At = begin, Operation = "Release", IsAccepted = true }), TestContext.Current.CancellationToken);
        _bench.Transport.OnSend = (_, _) => Task.CompletedTask;
        (await DispatchAsync()).ShouldBe(1);
        _bench.Transport.Sent.ShouldBe([bad]);
    }

    [Theory]
    [InlineData(typeof(System.Net.Sockets.SocketException))]
    [InlineData(typeof(TimeoutException))]
    [InlineData(typeof(OperationCanceledException))]
    [InlineData(typeof(ObjectDisposedException))]
    public async Task What_a_broker_or_a_store_that_is_away_keeps_from_being_sent_is_tried_for_as_long_as_it_takes(Type failure)
    {
        var id = await _bench.ScheduleAsync(-_second);
        var exception = failure == typeof(ObjectDisposedException) ? new ObjectDisposedException("channel") : (Exception)Activator.CreateInstance(failure)!;
        _bench.Transport.OnSend = (_, _) => Task.FromException(exception);
        for (var count = 0; count < 50; count++)
        {
            await DispatchAsync();
            _bench.Time.Advance(_second * 20);
        }

        _bench.Transport.OnSend = (_, _) => Task.CompletedTask;
        (await DispatchAsync()).ShouldBe(1);
        _bench.Transport.Sent.ShouldBe([id]);
    }

    [Fact]
    public async Task A_broker_that_does_not_answer_is_given_up()
    {
        await _bench.ScheduleAsync(-_second);
        _bench.Transport.OnSend = (_, cancellationToken) => Task.Delay(Timeout.InfiniteTimeSpan, cancellationToken);

        var dispatch = DispatchAsync();
        dispatch.IsCompleted.ShouldBeFalse();
        _bench.Time.Advance(_second * 20);

        (await dispatch).ShouldBe(0);
        (await _bench.Store.NextDueAsync(TestContext.Current.CancellationToken)).ShouldNotBeNull();
    }

    [Fact]
    public async Task What_is_on_its_way_when_the_process_stops_may_arrive()
    {
        var id = await _bench.ScheduleAsync(-_second);
        var arrives = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _bench.Transport.OnSend = (_, cancellationToken) => arrives.Task.WaitAsync(cancellationToken);
        using var stopping = new CancellationTokenSource();

        var dispatch = _bench.Dispatcher.DispatchDueAsync(stopping.Token);
        await stopping.CancelAsync();
        dispatch.IsCompleted.ShouldBeFalse();
        arrives.SetResult();

        (await dispatch).ShouldBe(1);
        _bench.Transport.Sent.ShouldBe([id]);
        (await _bench.Store.NextDueAsync(TestContext.Current.CancellationToken)).ShouldBeNull();
    }

    [Fact]
    public async Task A_process_that_stops_waits_for_the_broker_only_for_seconds()
    {
        await _bench.ScheduleAsync(-_second);
        _bench.Transport.OnSend = (_, cancellationToken) => Task.Delay(Timeout.InfiniteTimeSpan, cancellationToken);
        using var stopping = new CancellationTokenSource();

        var dispatch = _bench.Dispatcher.DispatchDueAsync(stopping.Token);
        await stopping.CancelAsync();
        _bench.Time.Advance(_second * 4);

        (await dispatch).ShouldBe(0);
    }

    [Fact]
    public async Task The_timer_of_an_instance_goes_to_the_endpoint_of_its_workflow()
    {
        var plan = Plans.Of(flow => flow.Sleep("nap", _second));
        var bench = new TimerBench(plan);
        var timer = await SleepAsync(bench, plan.Name, plan.Version);
        bench.Time.Advance(_second);

        (await bench.Dispatcher.DispatchDueAsync(TestContext.Current.CancellationToken)).ShouldBe(1);
        var (address, message) = bench.Transport.Elapsed.ShouldHaveSingleItem();
        address.Scheme.ShouldBe("exchange");
        message.ShouldBe(new TimerElapsed(message.InstanceId, timer) { SentAt = bench.Time.GetUtcNow() });
    }

    [Fact]
    public async Task The_timer_of_a_workflow_that_nobody_registered_is_decided_here()
    {
        var timer = await SleepAsync(_bench, "unheard-of", 1);
        _bench.Time.Advance(_second);

        (await DispatchAsync()).ShouldBe(1);
        var (_, trigger) = _bench.Transport.RunHere.ShouldHaveSingleItem();
        trigger.ShouldBe(new TimerTrigger(timer, _bench.Time.GetUtcNow()));
    }

    private static async Task<Guid> SleepAsync(TimerBench bench, string workflow, int version)
    {
        var timer = new InstanceTimer(Guid.NewGuid(), bench.Time.GetUtcNow() + _second) { Purpose = WorkflowTimerPurpose.Wake };
        var instance = new WorkflowInstance
        {
            Id = Guid.NewGuid(),
            Workflow = workflow,
            Version = version,
            Status = WorkflowStatus.Waiting,
            Revision = 1,
            State = "{}",
            Execution = new Execution(),
            CreatedAt = bench.Time.GetUtcNow(),
            UpdatedAt = bench.Time.GetUtcNow(),
        };
        var transition = new Transition { Instance = instance, IsNew = true, StateChanged = true, Entries = [], TimersSet = [timer] };
        (await bench.Store.CommitAsync([transition], TestContext.Current.CancellationToken)).ShouldBe([CommitOutcome.Committed]);
        return timer.Id;
    }

    private Task<int> DispatchAsync() => _bench.Dispatcher.DispatchDueAsync(TestContext.Current.CancellationToken);

    private void Refuse(Guid id) =>
        _bench.Transport.OnSend = (sent, _) => sent == id ? Task.FromException(new InvalidOperationException("no such queue")) : Task.CompletedTask;
}
