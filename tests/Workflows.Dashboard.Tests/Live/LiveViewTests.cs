using System.Globalization;
using Workflows.Contracts;
using Workflows.Dashboard.Components.Islands;
using Workflows.Dashboard.Tests.Fakes;

namespace Workflows.Dashboard.Tests.Live;

public sealed class LiveViewTests
{
    private readonly SteppingTime _time = new();

    private readonly FakeWorld _world;

    public LiveViewTests() => _world = new FakeWorld(_time, 0, false);

    public static TheoryData<Type> Parts =>
    [
        typeof(OverviewLive), typeof(InstancesLive), typeof(InstanceLive), typeof(FailuresLive), typeof(FailureLive), typeof(WaitsLive),
        typeof(DefinitionsLive), typeof(DefinitionLive), typeof(BulkJobsLive), typeof(BulkJobLive), typeof(AuditLive),
    ];

    private FakeInstance Faulted => _world.Instances[QuietWorld.Faulted];

    [Theory]
    [MemberData(nameof(Parts))]
    public async Task A_change_is_read_at_once(Type part)
    {
        await using var page = OpenPage.Of(_world);
        var html = await page.ShowAsync(part, await ParametersAsync(part));
        await TicksAsync(1);
        (await html()).ShouldContain(ReadAt(OpenPage.Interval));

        _world.Changed();
        await TicksAsync(1);
        (await html()).ShouldContain(ReadAt(2 * OpenPage.Interval));
        await TicksAsync(1);
        (await html()).ShouldContain(ReadAt(2 * OpenPage.Interval));
    }

    [Fact]
    public async Task What_time_alone_makes_late_is_seen_though_nothing_is_written()
    {
        KeepOneTimer(dueAt: ManualTime.Noon - TimeSpan.FromSeconds(55));
        await using var page = OpenPage.Of(_world);
        var html = await page.ShowAsync(typeof(OverviewLive));
        (await html()).ShouldContain("no timer is overdue");

        await TicksAsync(9);
        (await html()).ShouldContain("Overdue timers");
        _world.Asked["ListTimersAsync"].ShouldBe(3);
    }

    [Fact]
    public async Task A_hidden_tab_reads_nothing_however_old_it_is()
    {
        await using var page = OpenPage.Of(_world);
        await page.ShowAsync(typeof(OverviewLive));
        await page.SetLiveAsync(false);
        await TicksAsync(20);
        _world.Asked["ListTimersAsync"].ShouldBe(1);
        await page.SetLiveAsync(true);
        _world.Asked["ListTimersAsync"].ShouldBe(2);
    }

    [Fact]
    public async Task What_could_not_be_read_again_is_said_and_tried_again()
    {
        await using var page = OpenPage.Of(_world);
        var html = await page.ShowAsync(typeof(InstanceLive), ("Id", QuietWorld.Faulted));
        await TicksAsync(1);
        Break("GetAsync");
        _world.Changed();
        await TicksAsync(1);
        (await html()).ShouldContain("This part could not be read since 14:21:19. What is shown may be old.");
        (await html()).ShouldContain(ReadAt(OpenPage.Interval));

        _world.Broken = null;
        await TicksAsync(8);
        (await html()).ShouldNotContain("could not be read");
        (await html()).ShouldContain(ReadAt(10 * OpenPage.Interval));
    }

    [Fact]
    public async Task What_could_not_be_read_at_all_does_not_end_the_page()
    {
        Break("GetAsync");
        await using var page = OpenPage.Of(_world);
        var html = await page.ShowAsync(typeof(InstanceLive), ("Id", QuietWorld.Faulted));
        (await html()).ShouldContain("This part could not be read since 14:21:15. It is tried again by itself.");

        _world.Broken = null;
        await TicksAsync(8);
        (await html()).ShouldContain(Faulted.Key!);
    }

    [Fact]
    public async Task Rows_that_could_not_be_read_again_stay_with_their_age()
    {
        await using var page = OpenPage.Of(_world);
        var html = await page.ShowAsync(typeof(InstancesLive));
        await TicksAsync(1);
        Break("FindAsync");
        _world.Changed();
        await TicksAsync(1);
        (await html()).ShouldContain("This could not be read.");
        (await html()).ShouldContain(QuietWorld.Faulted.ToString());
        (await html()).ShouldContain(ReadAt(OpenPage.Interval));
    }

    [Fact]
    public async Task A_page_is_called_live_where_something_on_it_is()
    {
        await using var page = OpenPage.Of(_world);
        var mark = await page.ShowAsync(typeof(LiveMark));
        await page.ShowAsync(typeof(LiveNav));
        (await mark()).ShouldContain(">Not live<");
        await page.ShowAsync(typeof(WaitsLive));
        (await mark()).ShouldContain(">Live<");
    }

    private static string ReadAt(TimeSpan after) =>
        $">{(ManualTime.Noon + after).ToString("HH:mm:ss", CultureInfo.InvariantCulture)}</time> UTC";

    /// <summary>A tick has been told to everyone when the next one is set.</summary>
    private async Task TicksAsync(int count)
    {
        for (var i = 0; i < count; i++)
            await _time.NextAsync(OpenPage.Interval);

        await _time.WaitAsync(OpenPage.Interval);
    }

    private void Break(string question) => (_world.Broken, _world.BrokenQuestion) = (new InvalidOperationException("The store is down."), question);

    private void KeepOneTimer(DateTimeOffset dueAt)
    {
        var waiting = _world.Instances[QuietWorld.Waiting];
        _world.Instances.Clear();
        _world.Instances.Add(waiting.Id, waiting);
        waiting.Token = waiting.Token! with { DueAt = dueAt };
    }

    private async Task<(string Name, object? Value)[]> ParametersAsync(Type part) => part.Name switch
    {
        nameof(InstanceLive) => [("Id", QuietWorld.Faulted)],
        nameof(FailureLive) => [("Fingerprint", Faulted.Fingerprint)],
        nameof(DefinitionLive) => [("Name", "OrderFulfilment")],
        nameof(BulkJobLive) => [("Id", await JobAsync())],
        _ => [],
    };

    private async Task<Guid> JobAsync()
    {
        var request = new WorkflowBulkRequest { Operation = WorkflowBulkOperation.Cancel, InstanceIds = [QuietWorld.Waiting], ExpectedCount = 1 };
        return (await new FakeBulk(_world, new FakeBatch()).StartAsync(request, TestContext.Current.CancellationToken)).JobId;
    }
}
