using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Workflows.Api.Input;
using Workflows.Api.Models;
using Workflows.Api.Problems;
using Workflows.Contracts;
using Workflows.Operations.Bulk;

namespace Workflows.Api.Routes;

/// <summary>Operations on many instances.</summary>
internal static class BulkRoutes
{
    private static readonly IdField _id = new("id", "The job.") { IsRequired = true, Example = BulkExamples.JobId };
    private static readonly WordField<WorkflowBulkOperation> _operation = new("operation", "What to do.") { IsRequired = true, Example = "Retry" };
    private static readonly SearchField _search = new("search", "Which instances: all that it finds now. An empty object finds all.")
    {
        Example = new JsonObject { ["statuses"] = new JsonArray("Faulted"), ["workflow"] = "Onboarding", ["text"] = "timeout" },
    };

    private static readonly ListField<Guid> _instanceIds = new(Fields.Id, "instanceIds", "Which instances, one by one, instead of a search.", BulkAcceptance.MaxIds)
    {
        IsAlternative = true,
        Example = new JsonArray(Fields.ExampleId),
    };

    private static readonly IntegerField _expectedCount = new("expectedCount", "How many instances you expect: it is refused when there are more. Default: not checked.", 1, int.MaxValue) { Example = 12 };
    private static readonly IdField _jobId = new("jobId", "Id of the new job: a second request with the same id and operation finds the first job. Default: a new id.") { MayBeZero = false, Example = BulkExamples.JobId };
    private static readonly TextField _eventType = new("eventType", "Type of the event that SendEvent sends: its URN on the bus, its full name with namespace, or the short name where that is unambiguous.", BulkEvent.MaxType) { Example = "UserConfirmed" };
    private static readonly JsonField _event = new("event", "The event that SendEvent sends, the same to every instance.") { Example = new JsonObject { ["userId"] = "u-42" } };
    private static readonly WordField<WorkflowBulkOutcome> _outcome = new("outcome", "Only those with this outcome. Default: all.") { Example = "Refused" };
    private static readonly TextField _afterRow = new("after", "The 'next' of the page before.", 20) { Example = "100" };
    private static readonly IntegerField _jobLimit = new("limit", "Jobs in a page.", 1, WorkflowBulk.MaxList) { Default = 50, Example = 50 };
    private static readonly IntegerField _rowLimit = new("limit", "Rows in a page.", 1, WorkflowBulk.MaxRows) { Default = 100, Example = 100 };

    private static readonly BodyShape _start = new("BulkRequest", _jobId, _operation, _eventType, _event, _instanceIds, _search, _expectedCount, Fields.Reason, Fields.Actor);
    private static readonly BodyShape _abort = new("BulkAbortRequest", Fields.Reason, Fields.Actor);

    public static IEnumerable<ApiRoute> Routes =>
    [
        new ApiRoute
        {
            Method = HttpMethods.Post,
            Pattern = "/bulk",
            Id = "startBulk",
            Summary = "Accepts an operation on many instances. Which they are is fixed now; it is done in the background.",
            Body = _start,
            Responses = [new ApiResponse(StatusCodes.Status202Accepted, "The job as it was accepted.", BulkExamples.Job) { HasLocation = true }],
            Problems = [ProblemKind.ActorNotAllowed],
            Run = StartAsync,
        },
        new ApiRoute
        {
            Method = HttpMethods.Get,
            Pattern = "/bulk",
            Id = "listBulk",
            Summary = "Lists operations on many instances, latest first.",
            Query = [Fields.After, _jobLimit],
            Responses = [new ApiResponse(StatusCodes.Status200OK, "A page.", BulkExamples.Jobs)],
            Run = ListAsync,
        },
        new ApiRoute
        {
            Method = HttpMethods.Get,
            Pattern = "/bulk/{id}",
            Id = "getBulk",
            Summary = "Shows how far an operation on many instances is, and where those that obeyed it stand now.",
            Path = [_id],
            Responses = [new ApiResponse(StatusCodes.Status200OK, "The job.", BulkExamples.JobByItself)],
            Problems = [ProblemKind.JobNotFound],
            Run = ShowAsync,
        },
        new ApiRoute
        {
            Method = HttpMethods.Get,
            Pattern = "/bulk/{id}/rows",
            Id = "listBulkRows",
            Summary = "Lists the instances of a job with what came of each, in the order they are taken.",
            Path = [_id],
            Query = [_outcome, _afterRow, _rowLimit],
            Responses = [new ApiResponse(StatusCodes.Status200OK, "A page.", BulkExamples.Rows)],
            Problems = [ProblemKind.JobNotFound],
            Run = ListRowsAsync,
        },
        new ApiRoute
        {
            Method = HttpMethods.Post,
            Pattern = "/bulk/{id}/abort",
            Id = "abortBulk",
            Summary = "Stops a job behind the batch that is under way. What is done stays done.",
            Path = [_id],
            Body = _abort,
            Responses = [new ApiResponse(StatusCodes.Status200OK, "The job as it stands.", BulkExamples.Job)],
            Problems = [ProblemKind.ActorNotAllowed, ProblemKind.JobNotFound, ProblemKind.WrongStatus],
            Run = AbortAsync,
        },
    ];

    private static async Task<ApiAnswer> StartAsync(ApiCall call)
    {
        var job = await call.Bulk.StartAsync(
            new WorkflowBulkRequest
            {
                JobId = call.Body.FindValue(_jobId),
                Operation = call.Body.Get(_operation),
                EventType = call.Body.Find(_eventType),
                EventBody = call.Body.FindValue(_event)?.GetRawText(),
                InstanceIds = call.Body.Find(_instanceIds) ?? [],
                Search = call.Body.Find(_search),
                ExpectedCount = call.Body.FindValue(_expectedCount),
                Actor = CallerName.Of(call.User, call.Body.Find(Fields.Actor)),
                Reason = call.Body.Find(Fields.Reason),
            },
            call.CancellationToken);
        return new ApiAnswer(new BulkJob(job), StatusCodes.Status202Accepted) { Location = $"{call.BasePath}/bulk/{job.JobId}" };
    }

    private static async Task<ApiAnswer> ShowAsync(ApiCall call)
    {
        var job = await FindAsync(call);
        return new ApiAnswer(new BulkJob(job, await call.Bulk.GetStandingAsync(job.JobId, cancellationToken: call.CancellationToken)));
    }

    private static async Task<ApiAnswer> ListAsync(ApiCall call)
    {
        var page = await call.Bulk.ListAsync(call.Query.Find(Fields.After), call.Query.FindValue(_jobLimit) ?? _jobLimit.Default!.Value, call.CancellationToken);
        return new ApiAnswer(new Page<BulkJob>([.. page.Items.Select(job => new BulkJob(job))], page.Next));
    }

    private static async Task<ApiAnswer> ListRowsAsync(ApiCall call)
    {
        var job = await FindAsync(call);
        var page = await call.Bulk.ListRowsAsync(
            job.JobId, call.Query.FindValue(_outcome), call.Query.Find(_afterRow), call.Query.FindValue(_rowLimit) ?? _rowLimit.Default!.Value, call.CancellationToken);
        return new ApiAnswer(new Page<BulkRow>([.. page.Items.Select(row => new BulkRow(row.InstanceId, row.Outcome, row.Message, row.At))], page.Next));
    }

    private static async Task<ApiAnswer> AbortAsync(ApiCall call)
    {
        var job = await FindAsync(call);
        var options = new OperationOptions(CallerName.Of(call.User, call.Body.Find(Fields.Actor)), call.Body.Find(Fields.Reason));
        return new ApiAnswer(new BulkJob(await call.Bulk.AbortAsync(job.JobId, options, call.CancellationToken)));
    }

    private static async Task<WorkflowBulkJob> FindAsync(ApiCall call)
    {
        var id = call.Path.Get(_id);
        return await call.Bulk.GetAsync(id, call.CancellationToken) ?? throw new ProblemException(ProblemKind.JobNotFound, $"There is no job {id}.");
    }
}
