using Microsoft.AspNetCore.Http;
using Workflows.Api.Input;
using Workflows.Api.Models;
using Workflows.Api.Problems;
using Workflows.Contracts;
using Workflows.Operations;

namespace Workflows.Api.Routes;

/// <summary>Rows of the store that nobody could read or handle.</summary>
internal static class QuarantineRoutes
{
    private static readonly QuarantinedRow _example = new(new WorkflowQuarantinedRow
    {
        Id = Guid.Parse("3f1c9a52-8d0e-8b47-9c1d-52a7e0b4c6f8"),
        Kind = WorkflowQuarantineKind.Instance,
        SubjectId = Guid.Parse(Fields.ExampleId),
        Workflow = "Onboarding",
        Version = 1,
        InstanceId = Guid.Parse(Fields.ExampleId),
        Reason = "The stored row of the instance cannot be read: the JSON value could not be converted.",
        TryCount = 5,
        FirstAt = new DateTimeOffset(2026, 5, 4, 12, 30, 0, TimeSpan.Zero),
        QuarantinedAt = new DateTimeOffset(2026, 5, 4, 12, 38, 0, TimeSpan.Zero),
    });

    private static readonly IdField _id = new("id", "The entry in the quarantine.") { IsRequired = true, Example = "3f1c9a52-8d0e-8b47-9c1d-52a7e0b4c6f8" };
    private static readonly WordField<WorkflowQuarantineKind> _kind = new("kind", "Only rows of this kind. Default: all.") { Example = "Timer" };
    private static readonly IdField _instanceId = new("instanceId", "Only what is about this instance. Default: all.") { Example = Fields.ExampleId };
    private static readonly IntegerField _limit = new("limit", "Rows in a page.", 1, WorkflowQuarantine.MaxList) { Default = 50, Example = 50 };
    private static readonly BodyShape _operation = new("QuarantineRequest", Fields.Reason, Fields.Actor);

    public static IEnumerable<ApiRoute> Routes =>
    [
        new ApiRoute
        {
            Method = HttpMethods.Get,
            Pattern = "/quarantine",
            Id = "listQuarantine",
            Summary = "Lists rows of the store that nobody could read or handle, latest first.",
            Query = [_kind, _instanceId, Fields.After, _limit],
            Responses = [new ApiResponse(StatusCodes.Status200OK, "A page.", new Page<QuarantinedRow>([_example], null))],
            Run = ListAsync,
        },
        Command("release", "releaseFromQuarantine", "Has a row tried again, as after a repair.", (quarantine, id, by, end) => quarantine.ReleaseAsync(id, by, end)),
        Command("discard", "discardFromQuarantine", "Deletes a timer or an event that is in quarantine.", (quarantine, id, by, end) => quarantine.DiscardAsync(id, by, end)),
    ];

    private static ApiRoute Command(string name, string routeId, string summary, Func<IWorkflowQuarantine, Guid, OperationOptions, CancellationToken, Task<WorkflowQuarantinedRow>> run) => new()
    {
        Method = HttpMethods.Post,
        Pattern = $"/quarantine/{{id}}/{name}",
        Id = routeId,
        Summary = summary,
        Path = [_id],
        Body = _operation,
        Responses = [new ApiResponse(StatusCodes.Status200OK, "The row as it was in quarantine.", _example)],
        Problems = [ProblemKind.ActorNotAllowed, ProblemKind.NotInQuarantine, ProblemKind.WrongStatus],
        Run = async call =>
        {
            var id = call.Path.Get(_id);
            if (await call.Quarantine.GetAsync(id, call.CancellationToken) is null)
                throw new ProblemException(ProblemKind.NotInQuarantine, $"There is nothing in quarantine under {id}.");

            var by = new OperationOptions(CallerName.Of(call.User, call.Body.Find(Fields.Actor)), call.Body.Find(Fields.Reason));
            return new ApiAnswer(new QuarantinedRow(await run(call.Quarantine, id, by, call.CancellationToken)));
        },
    };

    private static async Task<ApiAnswer> ListAsync(ApiCall call)
    {
        var filter = new WorkflowQuarantineFilter { Kind = call.Query.FindValue(_kind), InstanceId = call.Query.FindValue(_instanceId) };
        var page = await call.Quarantine.ListAsync(filter, call.Query.Find(Fields.After), call.Query.FindValue(_limit) ?? _limit.Default!.Value, call.CancellationToken);
        return new ApiAnswer(new Page<QuarantinedRow>([.. page.Items.Select(row => new QuarantinedRow(row))], page.Next));
    }
}
