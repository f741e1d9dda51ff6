using Microsoft.Extensions.Logging;
using Quartz;
using Workflows.Diagnostics;
using Workflows.Runtime;

namespace Workflows.Timers;

/// <summary>
/// The alarm as a trigger of a Quartz scheduler of our own. It has a container to itself, so that an application's <c>AddQuartz</c> is not touched.
/// </summary>
internal sealed class QuartzAlarm(QuartzAlarmConfiguration configuration, AlarmRows rows, StoreReadiness store, DurableWorkflowOptions options, TimeProvider time, ILogger<QuartzAlarm> logger) : IDurableAlarm, IAsyncDisposable
{
    private const string Group = "workflows";

    private static readonly TimeSpan _stopPatience = TimeSpan.FromSeconds(5);

    /// <summary>Quartz logs an error for every call that is canceled between its statement and its commit.</summary>
    private static readonly TimeSpan _callPatience = TimeSpan.FromSeconds(3);

    private static readonly JobKey _alarmJob = new("alarm", Group);
    private static readonly JobKey _sweepJob = new("sweep", Group);
    private static readonly TriggerKey _sweep = new("sweep", Group);

    private readonly TriggerKey _alarm = new($"alarm-{Guid.NewGuid():N}", Group);
    private StandaloneSchedulerFactory? _factory;
    private IScheduler? _scheduler;

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        // Without the schema there is no place for the scheduler's tables.
        await store.WaitAsync(cancellationToken);
        using var grace = new Grace(time, _callPatience, cancellationToken);
        var factory = await configuration.BuildAsync(grace.Token);
        try
        {
            var scheduler = await GetSchedulerAsync(factory, grace.Token);
            await AddJobsAsync(scheduler, grace.Token);
            await scheduler.Start(grace.Token);
            (_factory, _scheduler) = (factory, scheduler);
        }
        catch
        {
            await factory.DisposeAsync();
            throw;
        }
    }

    private async Task<IScheduler> GetSchedulerAsync(StandaloneSchedulerFactory factory, CancellationToken cancellationToken)
    {
        await using var turn = await configuration.TakeTurnAsync(cancellationToken);
        return await factory.GetScheduler(cancellationToken);
    }

    public async Task<DateTimeOffset> SetAsync(DateTimeOffset at, CancellationToken cancellationToken)
    {
        var trigger = TriggerBuilder.Create()
            .WithIdentity(_alarm)
            .ForJob(_alarmJob)
            .StartAt(at)
            .WithSimpleSchedule(schedule => schedule.WithMisfireInstruction(SimpleTriggerMisfireInstruction.FireNow))
            .Build();
        using var grace = new Grace(time, _callPatience, cancellationToken);
        var result = await _scheduler!.ScheduleTrigger(trigger, TriggerConflict.KeepEarlier, grace.Token);
        return result.NextFireTimeUtc;
    }

    public Task<string?> ReadTickAsync(CancellationToken cancellationToken) => rows.ReadTickAsync(cancellationToken);

    public async Task<bool> RepairAsync(string tick, CancellationToken cancellationToken)
    {
        if (!await rows.ClearAsync(tick, cancellationToken))
            return false;

        // One that has not started yet, because of what was there, adds them when it does.
        if (_scheduler is { } scheduler)
        {
            await AddJobsAsync(scheduler, cancellationToken);
            await SetAsync(time.GetUtcNow() + AlarmPlan.Lead, cancellationToken);
        }

        return true;
    }

    public async Task StopAsync()
    {
        // The host stops it, and the container disposes of it, perhaps before the stop has ended.
        if (Interlocked.Exchange(ref _factory, null) is not { } factory)
            return;

        try
        {
            // Without a database Quartz tries for long to say goodbye. What it leaves behind, the other processes clear away.
            await ShutDownAsync(factory).WaitAsync(_stopPatience, time);
        }
        catch (TimeoutException)
        {
            TimerLog.NotStopped(logger, _stopPatience);
        }
    }

    public async ValueTask DisposeAsync() => await StopAsync();

    private async Task ShutDownAsync(StandaloneSchedulerFactory factory)
    {
        await _scheduler!.Shutdown(waitForJobsToComplete: true);
        await factory.DisposeAsync();
    }

    private async Task AddJobsAsync(IScheduler scheduler, CancellationToken cancellationToken)
    {
        await scheduler.AddJob(JobBuilder.Create<AlarmJob>().WithIdentity(_alarmJob).StoreDurably().RequestRecovery().Build(), AddJobOptions.Replacing, cancellationToken);
        await scheduler.AddJob(JobBuilder.Create<SweepJob>().WithIdentity(_sweepJob).StoreDurably().Build(), AddJobOptions.Replacing, cancellationToken);
        await ScheduleSweepAsync(scheduler, cancellationToken);
    }

    /// <summary>The tick of another process stays as it is; only a different interval replaces it.</summary>
    private async Task ScheduleSweepAsync(IScheduler scheduler, CancellationToken cancellationToken)
    {
        var isSame = await scheduler.GetTrigger(_sweep, cancellationToken) is ISimpleTrigger existing && existing.RepeatInterval == options.SweepInterval;
        var trigger = TriggerBuilder.Create()
            .WithIdentity(_sweep)
            .ForJob(_sweepJob)
            .StartAt(time.GetUtcNow() + options.SweepInterval)
            .WithSimpleSchedule(schedule => schedule
                .WithInterval(options.SweepInterval)
                .RepeatForever()
                .WithMisfireInstruction(SimpleTriggerMisfireInstruction.NowWithExistingCount))
            .Build();
        await scheduler.ScheduleTrigger(trigger, isSame ? TriggerConflict.Keep : TriggerConflict.Replace, cancellationToken);
        await scheduler.ResetTriggerFromErrorState(_sweep, cancellationToken);
    }
}
