using Workflows.Contracts;
using Workflows.Engine;
using Workflows.Instances;
using Workflows.Queries;
using Workflows.Testing;

namespace Workflows.Tests.Persistence.Conformance;

/// <summary>What people did is listed, from the journals and from the record of what stands in none.</summary>
public abstract class AuditConformance : StoreConformance
{
    private static readonly Guid _job = Guid.NewGuid();
    private static readonly Guid _missing = Guid.NewGuid();

    private static readonly Dictionary<string, WorkflowAuditFilter> _filters = new()
    {
        ["everything"] = new(),
        ["a person"] = new() { Actor = "bob" },
        ["the beginning of a name"] = new() { Actor = "b*" },
        ["anybody"] = new() { Actor = "*" },
        ["an operation"] = new() { Operation = "Pause" },
        ["an operation of a person"] = new() { Operation = "Cancel", Actor = "ber*" },
        ["an operation that there is not"] = new() { Operation = "Explode" },
        ["an instance"] = new() { InstanceId = _missing },
        ["a job"] = new() { JobId = _job },
        ["a job and a person"] = new() { JobId = _job, Actor = "bob" },
        ["from a time"] = new() { From = Parcels.Noon.AddMinutes(3) },
        ["before a time"] = new() { Before = Parcels.Noon.AddMinutes(1) },
        ["a name that cannot be stored"] = new() { Actor = "\0" },
    };

    private static readonly Dictionary<string, string> _expected = new()
    {
        ["everything"] = "Bulk by bert, Cancel by bert refused, Resume by bob, Pause by bob, Start by ann",
        ["a person"] = "Resume by bob, Pause by bob",
        ["the beginning of a name"] = "Bulk by bert, Cancel by bert refused, Resume by bob, Pause by bob",
        ["anybody"] = "Bulk by bert, Cancel by bert refused, Resume by bob, Pause by bob, Start by ann",
        ["an operation"] = "Pause by bob",
        ["an operation of a person"] = "Cancel by bert refused",
        ["an operation that there is not"] = "",
        ["an instance"] = "Cancel by bert refused",
        ["a job"] = "Bulk by bert, Resume by bob",
        ["a job and a person"] = "Resume by bob",
        ["from a time"] = "Bulk by bert, Cancel by bert refused",
        ["before a time"] = "Start by ann",
        ["a name that cannot be stored"] = "",
    };

    private readonly ManualClock _clock = new(Noon);

    public static TheoryData<string> Filters => [.. _filters.Keys];

    private protected abstract IInsightStore InsightStore { get; }

    private protected abstract IAuditStore Audit { get; }

    private WorkflowInsights Insights => new(InsightStore, Audit, _clock);

    [Theory]
    [MemberData(nameof(Filters))]
    public async Task It_lists_what_fits(string filter)
    {
        await FillAsync();

        var page = await Insights.ListAuditAsync(_filters[filter], cancellationToken: Canceled);

        string.Join(", ", page.Items.Select(entry => $"{entry.Operation} by {entry.Actor}{(entry.IsAccepted ? "" : " refused")}")).ShouldBe(_expected[filter]);
    }

    [Fact]
    public async Task An_entry_names_the_instance_and_its_place_in_the_journal()
    {
        var instance = await FillAsync();

        var entry = (await Insights.ListAuditAsync(new WorkflowAuditFilter { Operation = "Resume" }, cancellationToken: Canceled)).Items.ShouldHaveSingleItem();

        entry.ShouldBe(new WorkflowAuditEntry
        {
            At = Noon.AddMinutes(2),
            Actor = "bob",
            Operation = "Resume",
            Reason = "enough",
            IsAccepted = true,
            InstanceId = instance.Id,
            Sequence = 3,
            Workflow = "Parcel",
            Key = "42",
            JobId = _job,
        });
    }

    [Fact]
    public async Task A_refused_operation_says_why()
    {
        await FillAsync();

        var entry = (await Insights.ListAuditAsync(new WorkflowAuditFilter { Operation = "Cancel" }, cancellationToken: Canceled)).Items.ShouldHaveSingleItem();

        entry.ShouldBe(Refused);
    }

    [Fact]
    public async Task Pages_lead_on()
    {
        await FillAsync();
        List<string> operations = [];
        string? after = null;
        do
        {
            var page = await Insights.ListAuditAsync(after: after, limit: 1, cancellationToken: Canceled);
            operations.Add(page.Items.ShouldHaveSingleItem().Operation);
            after = page.Next;
        }
        while (after is not null);

        operations.ShouldBe(["Bulk", "Cancel", "Resume", "Pause", "Start"]);
    }

    [Fact]
    public async Task However_many_people_a_beginning_fits_their_latest_entries_come_first()
    {
        const int peopleCount = 120;
        var moves = new List<Transition> { Parcels.Start("42") };
        for (var person = 0; person < peopleCount; person++)
            moves.Add(moves[^1].Then(person % 2 == 0 ? new PauseTrigger($"b{person}", null) : new ResumeTrigger($"b{person}", null), TimeSpan.FromMinutes(1)));

        await CommittedAsync([.. moves]);
        await Audit.RecordAsync(Guid.NewGuid(), Refused, Canceled);

        var page = await Insights.ListAuditAsync(new WorkflowAuditFilter { Actor = "b*", From = Noon }, limit: peopleCount + 10, cancellationToken: Canceled);

        page.Items.Where(entry => entry.IsAccepted).Select(entry => entry.Actor).ShouldBe(Enumerable.Range(0, peopleCount).Reverse().Select(person => $"b{person}"));
        page.Items.Where(entry => !entry.IsAccepted).ShouldHaveSingleItem().Actor.ShouldBe("bert");
    }

    [Fact]
    public async Task What_is_recorded_twice_is_one()
    {
        var id = Guid.NewGuid();
        await Audit.RecordAsync(id, Refused, Canceled);
        await Audit.RecordAsync(id, Refused, Canceled);

        (await Insights.ListAuditAsync(cancellationToken: Canceled)).Items.ShouldHaveSingleItem();
    }

    private static WorkflowAuditEntry Refused => new()
    {
        At = Noon.AddMinutes(3),
        Actor = "bert",
        Operation = "Cancel",
        Reason = "why not",
        IsAccepted = false,
        Outcome = "There is no such instance.",
        InstanceId = _missing,
    };

    private async Task<WorkflowInstance> FillAsync()
    {
        var started = Parcels.Start("42");
        var paused = started.Then(new PauseTrigger("bob", null), TimeSpan.FromMinutes(1));
        var resumed = paused.Then(new ResumeTrigger("bob", "enough") { JobId = _job }, TimeSpan.FromMinutes(1));
        await CommittedAsync(started, paused, resumed, resumed.Picked());
        await Audit.RecordAsync(Guid.NewGuid(), Refused, Canceled);
        await Audit.RecordAsync(Guid.NewGuid(), new WorkflowAuditEntry { At = Noon.AddMinutes(4), Actor = "bert", Operation = "Bulk", IsAccepted = true, JobId = _job }, Canceled);
        return resumed.Instance;
    }
}
