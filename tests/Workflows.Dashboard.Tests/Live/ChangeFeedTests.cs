using System.Threading.Channels;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Workflows.Contracts;
using Workflows.Dashboard.Live;
using Workflows.Dashboard.Services.Reading;
using Workflows.Dashboard.Tests.Fakes;

namespace Workflows.Dashboard.Tests.Live;

public sealed class ChangeFeedTests
{
    private static readonly TimeSpan _interval = TimeSpan.FromSeconds(3);

    [Fact]
    public async Task One_question_serves_all_listeners()
    {
        var (feed, world, time) = Make();
        var listeners = Enumerable.Range(0, 12).Select(_ => new Listener()).ToList();
        var subscriptions = listeners.ConvertAll(listener => feed.Subscribe(listener.HearAsync));
        await time.NextAsync(_interval);
        await time.NextAsync(_interval);
        await Task.WhenAll(listeners.Select(listener => listener.Heard(2)));
        Asked(world).ShouldBe(3);
        subscriptions.ForEach(subscription => subscription.Dispose());
    }

    [Fact]
    public async Task Nothing_is_asked_while_nobody_looks()
    {
        var (feed, world, time) = Make();
        var gone = new Listener();
        var left = feed.Subscribe(gone.HearAsync);
        await gone.Heard(1);
        left.Dispose();
        await time.NextAsync(_interval);
        Asked(world).ShouldBe(1);

        var listener = new Listener();
        using var subscription = feed.Subscribe(listener.HearAsync);
        await listener.Heard(1);
        Asked(world).ShouldBe(2);
    }

    [Fact]
    public async Task A_change_is_told_with_a_new_version()
    {
        var (feed, world, time) = Make();
        var listener = new Listener();
        using var subscription = feed.Subscribe(listener.HearAsync);
        var first = await listener.Heard(1);
        world.Changed();
        await time.NextAsync(_interval);
        var second = await listener.Heard(2);
        second.Version.ShouldBe(first.Version + 1);
        await time.NextAsync(_interval);
        (await listener.Heard(3)).Version.ShouldBe(second.Version);
    }

    [Fact]
    public async Task A_store_that_does_not_answer_is_asked_less_often_and_comes_back()
    {
        var (feed, world, time) = Make();
        world.Broken = new InvalidOperationException("the store is down");
        var listener = new Listener();
        using var subscription = feed.Subscribe(listener.HearAsync);
        (await listener.Heard(1)).FailingSince.ShouldBe(ManualTime.Noon);

        world.Broken = null;
        await time.NextAsync(ChangeFeed.SlowInterval);
        (await listener.Heard(2)).FailingSince.ShouldBeNull();
    }

    [Fact]
    public async Task A_listener_that_fails_does_not_silence_the_others()
    {
        var (feed, _, _) = Make();
        var listener = new Listener();
        using var failing = feed.Subscribe(_ => throw new InvalidOperationException("closed"));
        using var subscription = feed.Subscribe(listener.HearAsync);
        (await listener.Heard(1)).FailingSince.ShouldBeNull();
    }

    [Fact]
    public async Task A_page_that_is_closed_while_it_is_told_is_no_failure()
    {
        var log = new CountingLogger();
        var (feed, _, time) = Make(log);
        using var disposed = feed.Subscribe(_ => throw new ObjectDisposedException("page"));
        using var canceled = feed.Subscribe(_ => Task.FromCanceled(new CancellationToken(canceled: true)));
        await time.WaitAsync(_interval);
        log.Count.ShouldBe(0);

        using var failing = feed.Subscribe(_ => throw new InvalidOperationException("closed"));
        await time.NextAsync(_interval);
        await time.WaitAsync(_interval);
        log.Count.ShouldBe(1);
    }

    [Fact]
    public async Task What_was_just_read_is_not_read_again()
    {
        var time = new ManualTime();
        var shared = new SharedReads(time);
        var count = 0;
        Task<int> Read() => Task.FromResult(++count);
        (await shared.GetAsync("a", Read)).ShouldBe(1);
        (await shared.GetAsync("a", Read)).ShouldBe(1);
        (await shared.GetAsync("b", Read)).ShouldBe(2);
        time.Now += SharedReads.KeptFor;
        (await shared.GetAsync("a", Read)).ShouldBe(3);
    }

    [Fact]
    public async Task A_failure_is_not_kept()
    {
        var shared = new SharedReads(new ManualTime());
        await Should.ThrowAsync<InvalidOperationException>(() => shared.GetAsync<int>("a", () => Task.FromException<int>(new InvalidOperationException())));
        (await shared.GetAsync("a", () => Task.FromResult(7))).ShouldBe(7);
    }

    private static (ChangeFeed Feed, FakeWorld World, SteppingTime Time) Make(ILogger<ChangeFeed>? logger = null)
    {
        var time = new SteppingTime();
        var world = new FakeWorld(time, 0, false);
        var services = new ServiceCollection();
        FakeWorkflows.AddTo(services, world);
        var reads = new Reads(services.BuildServiceProvider().GetRequiredService<IServiceScopeFactory>());
        var options = Options.Create(new WorkflowDashboardOptions { RefreshInterval = _interval });
        return (new ChangeFeed(reads, options, new NeverStopping(), logger ?? NullLogger<ChangeFeed>.Instance, time), world, time);
    }

    private static int Asked(FakeWorld world) => world.Asked.GetValueOrDefault(nameof(IWorkflowInsights.GetChangeMarkAsync));

    private sealed class NeverStopping : IHostApplicationLifetime
    {
        public CancellationToken ApplicationStarted => CancellationToken.None;

        public CancellationToken ApplicationStopping => CancellationToken.None;

        public CancellationToken ApplicationStopped => CancellationToken.None;

        public void StopApplication()
        {
        }
    }

    private sealed class CountingLogger : ILogger<ChangeFeed>
    {
        public int Count { get; private set; }

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) => Count++;
    }

    /// <summary>Waits for what it is told.</summary>
    private sealed class Listener
    {
        private readonly Channel<FeedState> _arrived = Channel.CreateUnbounded<FeedState>();

        private readonly List<FeedState> _heard = [];

        public Task HearAsync(FeedState state) => _arrived.Writer.WriteAsync(state).AsTask();

        public async Task<FeedState> Heard(int number)
        {
            while (_heard.Count < number)
                _heard.Add(await _arrived.Reader.ReadAsync(TestContext.Current.CancellationToken));

            return _heard[number - 1];
        }
    }
}
