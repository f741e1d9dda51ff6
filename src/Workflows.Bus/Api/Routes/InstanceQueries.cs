using System.Globalization;
using Microsoft.AspNetCore.Http;
using Workflows.Api.Input;
using Workflows.Api.Models;
using Workflows.Api.Problems;
using Workflows.Contracts;
using Workflows.Operations;

namespace Workflows.Api.Routes;

/// <summary>Reads instances and their journals.</summary>
internal static class InstanceQueries
{
    private static readonly StatusField _status = new("status", "Any of these statuses; may be given several times. Default: all.") { IsRepeatable = true, Example = "Faulted" };
    private static readonly TextField _workflow = new("workflow", "Name of the workflow.", 200) { Example = "Onboarding" };
    private static readonly IntegerField _version = new("version", "Version of the definition.", 0, int.MaxValue) { Example = 1 };
    private static readonly TagQueryField _tags = new("Carries the tag with this value: the tag's name stands behind 'tag.'. Several must all hold.") { Example = "acme" };
    private static readonly TimeField _from = new("from", "Accepted at or after this.") { Example = "2026-05-01T00:00:00Z" };
    private static readonly TimeField _to = new("to", "Accepted before this.") { Example = "2026-06-01T00:00:00Z" };
    private static readonly IntegerField _listLimit = new("limit", "Rows in a page.", 1, WorkflowClient.MaxList) { Default = 50, Example = 50 };
    private static readonly IntegerField _afterEntry = new("after", "Sequence number of the last entry already seen.", 0, int.MaxValue) { Default = 0, Example = 0 };
    private static readonly IntegerField _journalLimit = new("limit", "Entries in a page.", 1, WorkflowClient.MaxJournal) { Default = 200, Example = 200 };

    public static IEnumerable<ApiRoute> Routes =>
    [
        new ApiRoute
        {
            Method = HttpMethods.Get,
            Pattern = "/",
            Id = "listInstances",
            Summary = "Lists instances, newest first.",
            Query = [_status, _workflow, _version, Fields.Key, _tags, _from, _to, Fields.After, _listLimit],
            Responses = [new ApiResponse(StatusCodes.Status200OK, "A page.", Examples.List)],
            Run = ListAsync,
        },
        new ApiRoute
        {
            Method = HttpMethods.Get,
            Pattern = "/{id}",
            Id = "getInstance",
            Summary = "Shows one instance with its state.",
            Path = [Fields.Id],
            Responses = [new ApiResponse(StatusCodes.Status200OK, "The instance.", Examples.Instance)],
            Problems = [ProblemKind.InstanceNotFound],
            Run = GetAsync,
        },
        new ApiRoute
        {
            Method = HttpMethods.Get,
            Pattern = "/{id}/journal",
            Id = "getJournal",
            Summary = "Lists the journal of an instance, oldest entry first.",
            Path = [Fields.Id],
            Query = [_afterEntry, _journalLimit],
            Responses = [new ApiResponse(StatusCodes.Status200OK, "A page.", Examples.Journal)],
            Problems = [ProblemKind.InstanceNotFound],
            Run = GetJournalAsync,
        },
    ];

    private static async Task<ApiAnswer> ListAsync(ApiCall call)
    {
        var filter = new WorkflowFilter
        {
            Statuses = call.Query.All(_status),
            Workflow = call.Query.Find(_workflow),
            Version = call.Query.FindValue(_version),
            Key = call.Query.Find(Fields.Key),
            Tags = call.Query.Find(_tags) ?? new Dictionary<string, string>(),
            CreatedFrom = call.Query.FindValue(_from),
            CreatedBefore = call.Query.FindValue(_to),
        };
        var page = await call.Client.ListAsync(filter, call.Query.Find(Fields.After), call.Query.FindValue(_listLimit) ?? _listLimit.Default!.Value, call.CancellationToken);
        return new ApiAnswer(new Page<InstanceSummary>([.. page.Items.Select(summary => new InstanceSummary(summary))], page.Next));
    }

    private static async Task<ApiAnswer> GetAsync(ApiCall call)
    {
        var id = call.Path.Get(Fields.Id);
        var details = await call.Client.GetAsync(id, call.CancellationToken) ?? throw WorkflowOperations.NotFound(id);
        return new ApiAnswer(new Instance(details));
    }

    private static async Task<ApiAnswer> GetJournalAsync(ApiCall call)
    {
        var page = await call.Client.GetJournalAsync(
            call.Path.Get(Fields.Id),
            call.Query.FindValue(_afterEntry) ?? _afterEntry.Default!.Value,
            call.Query.FindValue(_journalLimit) ?? _journalLimit.Default!.Value,
            call.CancellationToken);
        return new ApiAnswer(new Page<JournalEntry>([.. page.Items.Select(entry => new JournalEntry(entry))], page.Next?.ToString(CultureInfo.InvariantCulture)));
    }
}
