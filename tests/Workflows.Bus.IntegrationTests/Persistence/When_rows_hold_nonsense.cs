using Microsoft.Extensions.DependencyInjection;
using Workflows.Contracts;
using Workflows.Instances;
using Workflows.Tests.Persistence.Conformance;

namespace Workflows.IntegrationTests.Persistence;

/// <summary>Somebody, or another release, wrote into a row what cannot be read: the rows beside it are read all the same, and it says what is wrong with it.</summary>
public sealed class When_rows_hold_nonsense(TestSchema schema) : IClassFixture<TestSchema>
{
    private static readonly DateTimeOffset _noon = Parcels.Noon;

    private static CancellationToken Canceled => TestContext.Current.CancellationToken;

    private IQuarantineStore Quarantine => schema.Services.GetRequiredService<IQuarantineStore>();

    [Theory]
    [InlineData("execution = '[]'")]
    [InlineData("execution = 'null'")]
    [InlineData("execution = '{\"tokens\":[null]}'")]
    [InlineData("execution = '{\"tokens\":[{\"since\":\"yesterday\"}]}'")]
    [InlineData("execution = '{\"tokens\":[{\"node\":null}]}'")]
    [InlineData("execution = '{\"subscriptions\":[null]}'")]
    [InlineData("execution = '{\"scopes\":[null]}'")]
    [InlineData("error = '7'")]
    [InlineData("tags = '[1]'")]
    public async Task An_instance_that_cannot_be_read_says_so_and_those_beside_it_are_loaded(string nonsense)
    {
        var store = await schema.EmptyStoreAsync();
        var (bad, good) = (await StartAsync(store), await StartAsync(store));
        await ExecuteAsync("instances", nonsense, $"instance_id = '{bad}'");

        var loaded = await store.LoadAsync([bad, good], Canceled);

        (loaded[0]!.Id, loaded[0]!.Workflow, loaded[0]!.Version, loaded[0]!.Execution.Tokens.Length).ShouldBe((bad, "Parcel", 3, 0));
        loaded[0]!.Unreadable.ShouldNotBeNullOrWhiteSpace();
        loaded[1]!.Unreadable.ShouldBeNull();
        var gateway = schema.Services.GetRequiredService<IInstanceGateway>();
        var loads = new[] { gateway.LoadAsync(bad, Canceled), gateway.LoadAsync(good, Canceled) };
        (await Should.ThrowAsync<UnreadableRowException>(() => loads[0])).InstanceId.ShouldBe(bad);
        (await loads[1])!.Id.ShouldBe(good);

        (await store.GetAsync(bad, Canceled))!.Error!.Message.ShouldBe($"The stored row cannot be read: {loaded[0]!.Unreadable}");
        (await store.ListAsync(new WorkflowFilter(), null, 10, Canceled)).Select(row => row.InstanceId).ShouldBe([bad, good], ignoreOrder: true);
    }

    [Fact]
    public async Task A_status_that_nobody_knows_cannot_be_read()
    {
        var store = await schema.EmptyStoreAsync();
        var bad = await StartAsync(store);
        await ExecuteAsync("instances", "status = 99", $"instance_id = '{bad}'");

        (await store.LoadAsync([bad], Canceled))[0]!.Unreadable.ShouldBe("there is no status 99.");
    }

    [Fact]
    public async Task An_instance_in_quarantine_says_in_lists_why()
    {
        var store = await schema.EmptyStoreAsync();
        var (bad, good) = (await StartAsync(store), await StartAsync(store));
        foreach (var seconds in new[] { 0, 10, 30, 70, 150 })
            await Quarantine.NoteAsync(new PoisonRow(WorkflowQuarantineKind.Instance, bad) { Reason = "It is nonsense." }, _noon.AddSeconds(seconds), Canceled);

        var rows = (await store.ListAsync(new WorkflowFilter(), null, 10, Canceled)).ToDictionary(row => row.InstanceId);
        (rows[bad].Status, rows[bad].ErrorType, rows[bad].ErrorMessage).ShouldBe((WorkflowStatus.Running, "Workflows.UnreadableRow", "It is nonsense."));
        rows[good].ErrorType.ShouldBeNull();
        (await schema.Services.GetRequiredService<ISearchStore>().FindAsync([bad], Canceled)).ShouldHaveSingleItem().ErrorMessage.ShouldBe("It is nonsense.");
    }

    [Theory]
    [InlineData("workflow = NULL")]
    [InlineData("version = NULL")]
    [InlineData("workflow = NULL, version = NULL, instance_id = NULL")]
    public async Task A_timer_that_makes_no_sense_keeps_no_other_from_being_taken(string nonsense)
    {
        var store = await schema.EmptyStoreAsync();
        var started = Parcels.Start();
        var picked = started.Picked();
        await store.CommitAsync([started], Canceled);
        await store.CommitAsync([picked], Canceled);
        var bad = picked.TimersSet.ShouldHaveSingleItem().Id;
        await ExecuteAsync("timers", nonsense, $"timer_id = '{bad}'");
        var good = new ScheduledMessage { Id = Guid.NewGuid(), DueAt = _noon, Destination = "exchange:orders", Body = "{}", ContentType = "application/json" };
        await store.ScheduleAsync(good, Canceled);

        List<DueTimer> taken = [];
        await store.TakeDueAsync(_noon.AddDays(30), 10, timers =>
        {
            taken.AddRange(timers);
            return Task.FromResult<IReadOnlyCollection<Guid>>([good.Id]);
        }, Canceled);

        taken.Select(timer => timer.Id).ShouldBe([bad, good.Id], ignoreOrder: true);
        (await store.NextDueAsync(Canceled)).ShouldNotBeNull("The one that makes no sense is still there.");
    }

    [Fact]
    public async Task A_timer_is_repaired_in_quarantine_and_released()
    {
        var store = await schema.EmptyStoreAsync();
        var bad = new ScheduledMessage { Id = Guid.NewGuid(), DueAt = _noon, Destination = "nonsense", Body = """{"Text":"ä\\\"\n"}""", ContentType = "application/json" };
        await store.ScheduleAsync(bad, Canceled);
        foreach (var seconds in new[] { 0, 10, 30, 70, 150 })
            await Quarantine.NoteAsync(new PoisonRow(WorkflowQuarantineKind.Timer, bad.Id) { Reason = "Invalid URI." }, _noon.AddSeconds(seconds), Canceled);

        var row = (await Quarantine.ListAsync(new WorkflowQuarantineFilter(), null, 10, Canceled)).ShouldHaveSingleItem();
        await ExecuteAsync("quarantine", "content = 'no JSON'", $"id = '{row.Id}'");
        await Should.ThrowAsync<UnreadableRowException>(() => ReleaseAsync(row.Id));
        (await Quarantine.FindAsync(row.Id, Canceled)).ShouldNotBeNull("Nothing of a release that fails is kept.");
        await ExecuteAsync("quarantine", $"content = '{row.Content!.Replace("'", "''", StringComparison.Ordinal).Replace("nonsense", "exchange:orders", StringComparison.Ordinal)}'", $"id = '{row.Id}'");
        (await ReleaseAsync(row.Id)).ShouldBeTrue();

        DueTimer? taken = null;
        await store.TakeDueAsync(_noon.AddDays(1), 10, timers =>
        {
            taken = timers.ShouldHaveSingleItem();
            return Task.FromResult<IReadOnlyCollection<Guid>>([]);
        }, Canceled);
        taken!.Message.ShouldBe(bad with { Destination = "exchange:orders", DueAt = _noon });
    }

    [Fact]
    public async Task A_kept_event_whose_context_cannot_be_read_says_so_and_the_others_are_found()
    {
        var store = await schema.EmptyStoreAsync();
        var key = new WaitKey("delivered", "P-1");
        var (bad, good) = (Parked(key), Parked(key));
        await store.ParkAsync(bad, Canceled);
        await store.ParkAsync(good, Canceled);
        await ExecuteAsync("parked_events", "context = '[1'", $"event_id = '{bad.EventId}'");

        var found = (await store.FindParkedAsync("Parcel", [key], _noon, Canceled)).ToDictionary(parked => parked.EventId);

        found[bad.EventId].Unreadable.ShouldNotBeNull().ShouldStartWith("What came with it cannot be read: ");
        found[good.EventId].Unreadable.ShouldBeNull();
    }

    [Theory]
    [InlineData("{\"endpoint\":\"bad\",\"nodes\":7}")]
    [InlineData("{\"endpoint\":\"bad\",\"nodes\":[null]}")]
    [InlineData("{}")]
    [InlineData("null")]
    public async Task A_definition_that_cannot_be_read_is_left_out_and_named(string nonsense)
    {
        var store = await schema.EmptyStoreAsync();
        foreach (var name in new[] { "Bad", "Good" })
            await store.RegisterDefinitionsAsync([new WorkflowDefinitionView { Name = name, Version = 2, Endpoint = name, Nodes = [], Edges = [] }], _noon, Canceled);

        await ExecuteAsync("definitions", $"definition = '{nonsense}', shapes = '[]'", "workflow = 'Bad'");

        (await store.GetDefinitionsAsync(Canceled)).ShouldHaveSingleItem().Name.ShouldBe("Good");
        var unreadable = (await Quarantine.FindUnreadableDefinitionsAsync(Canceled)).ShouldHaveSingleItem();
        (unreadable.Workflow, unreadable.Version).ShouldBe(("Bad", 2));
        (await schema.Services.GetRequiredService<IInsightStore>().GetShapesAsync("Bad", 2, Canceled)).ShouldBeNull();
    }

    [Theory]
    [InlineData("7")]
    [InlineData("null")]
    [InlineData("[null]")]
    public async Task A_process_that_cannot_be_read_hides_no_other(string nonsense)
    {
        await schema.EmptyStoreAsync();
        var processes = schema.Services.GetRequiredService<IProcessStore>();
        await processes.NoteAsync(new RunningProcess(Guid.NewGuid(), "bad", [new ProcessDefinition("Parcel", 3)]), Canceled);
        await processes.NoteAsync(new RunningProcess(Guid.NewGuid(), "good", [new ProcessDefinition("Parcel", 3)]), Canceled);
        await ExecuteAsync("processes", $"definitions = '{nonsense}'", "name = 'bad'");

        (await processes.ListAsync(TimeSpan.FromMinutes(1), Canceled)).Select(process => $"{process.Name} {process.Definitions.Count}").ShouldBe(["bad 0", "good 1"]);
    }

    [Fact]
    public async Task An_entry_of_a_journal_that_cannot_be_read_takes_no_page_away()
    {
        var store = await schema.EmptyStoreAsync();
        var life = Parcels.Faulted();
        foreach (var transition in life)
            await store.CommitAsync([transition], Canceled);

        var id = life[0].Instance.Id;
        var before = await store.GetJournalAsync(id, 0, 100, Canceled);
        await ExecuteAsync("journal", "detail = '{\"opened\":[{\"state\":\"x\"}, {\"state\":[]}]}', error = '[]', place = '///'", $"instance_id = '{id}'");

        var after = await store.GetJournalAsync(id, 0, 100, Canceled);
        after.Select(entry => (entry.Sequence, entry.Kind)).ShouldBe(before.Select(entry => (entry.Sequence, entry.Kind)));
        after.ShouldAllBe(entry => entry.Error!.Type == "Workflows.UnreadableRow");
    }

    [Fact]
    public async Task A_wait_whose_tokens_cannot_be_read_is_listed_with_what_can_be()
    {
        var store = await schema.EmptyStoreAsync();
        var ids = new List<Guid>();
        for (var count = 0; count < 2; count++)
        {
            var started = Parcels.Start();
            var picked = started.Picked();
            ids.Add(started.Instance.Id);
            foreach (var transition in new[] { started, picked, picked.Elapsed() })
                await store.CommitAsync([transition], Canceled);
        }

        await ExecuteAsync("instances", "execution = '{\"tokens\":[7],\"subscriptions\":{}}'", $"instance_id = '{ids[0]}'");

        var waits = await schema.Services.GetRequiredService<IInsightStore>().ListWaitsAsync(new WorkflowWaitFilter(), null, 10, Canceled);
        waits.Select(wait => wait.InstanceId).ShouldBe(ids, ignoreOrder: true);
    }

    [Fact]
    public async Task A_job_whose_search_cannot_be_read_is_listed_without_it()
    {
        var store = await schema.EmptyStoreAsync();
        var job = new WorkflowBulkJob { JobId = Guid.NewGuid(), Operation = WorkflowBulkOperation.Pause, Status = WorkflowBulkStatus.Running, Search = new WorkflowSearch(), TotalCount = 0, CreatedAt = _noon };
        await store.AddBulkJobAsync(job, null, new[] { (IReadOnlyList<Guid>)[Guid.NewGuid()] }.ToAsyncEnumerable(), Canceled);
        await ExecuteAsync("bulk_jobs", "search = '[]'", "true");

        (await store.ListBulkJobsAsync(null, 10, Canceled)).ShouldHaveSingleItem().Job.Search.ShouldBeNull();
    }

    private static async Task<Guid> StartAsync(IWorkflowStore store)
    {
        var started = Parcels.Start();
        (await store.CommitAsync([started], Canceled)).ShouldBe([CommitOutcome.Committed]);
        return started.Instance.Id;
    }

    private static ParkedEvent Parked(WaitKey key) => new()
    {
        EventId = Guid.NewGuid(),
        Workflow = "Parcel",
        Keys = [key],
        EventType = "urn:message:Shop:ParcelDelivered",
        Body = "{}",
        ReceivedAt = _noon,
        ExpiresAt = _noon.AddMinutes(5),
    };

    private Task ExecuteAsync(string table, string set, string where) => TestSchema.ExecuteAsync($"UPDATE {schema.Name}.{table} SET {set} WHERE {where}");

    private Task<bool> ReleaseAsync(Guid id) =>
        Quarantine.ReleaseAsync(id, new QuarantineAudit(Guid.NewGuid(), new WorkflowAuditEntry { At = _noon, Operation = "Release", IsAccepted = true }), Canceled);
}
