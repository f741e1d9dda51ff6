using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Workflows.Api.Input;
using Workflows.Api.Models;
using Workflows.Api.Problems;
using Workflows.Contracts;

namespace Workflows.Api.Routes;

/// <summary>The operations on an instance.</summary>
internal static class InstanceCommands
{
    private static readonly JsonField _result = new("result", "Members to set in the state in place of what the step would have done. Default: none.") { Example = new JsonObject { ["ConfirmedAt"] = "2026-05-04T12:30:00Z" } };
    private static readonly TextField _node = new("node", "Name of the node to go on from.", 200) { IsRequired = true, Example = "SendWelcome" };

    private static readonly BodyShape _operation = new("OperationRequest", Fields.Reason, Fields.Actor);
    private static readonly BodyShape _skip = new("SkipRequest", _result, Fields.Reason, Fields.Actor);
    private static readonly BodyShape _rewind = new("RewindRequest", _node, Fields.Reason, Fields.Actor);

    private delegate Task<WorkflowOperationAccepted> Operation(ApiCall call, Guid id, OperationOptions options);

    public static IEnumerable<ApiRoute> Routes =>
    [
        Route("pause", "Holds an instance: a running step finishes, nothing further is dispatched.", _operation,
            (call, id, options) => call.Client.PauseAsync(id, options, call.CancellationToken)),
        Route("resume", "Lets a paused instance go on. What fell due meanwhile happens at once.", _operation,
            (call, id, options) => call.Client.ResumeAsync(id, options, call.CancellationToken)),
        Route("cancel", "Ends an instance for good.", _operation,
            (call, id, options) => call.Client.CancelAsync(id, options, call.CancellationToken)),
        Route("retry", "Tries again what an instance faulted on, or makes the pending attempt of a retry happen now.", _operation,
            (call, id, options) => call.Client.RetryAsync(id, options, call.CancellationToken)),
        Route("skip", "Goes on behind the node that an instance faulted on, as if it had completed.", _skip,
            (call, id, options) => call.Client.SkipAsync(id, ResultOf(call), options, call.CancellationToken)),
        Route("rewind", "Puts a faulted or paused instance back to a node; it goes on from there. The state stays as it is.", _rewind,
            (call, id, options) => call.Client.RewindAsync(id, call.Body.Get(_node), options, call.CancellationToken), ProblemKind.UnknownNode),
    ];

    private static ApiRoute Route(string verb, string summary, BodyShape body, Operation run, params ProblemKind[] problems) => new()
    {
        Method = HttpMethods.Post,
        Pattern = $"/{{id}}/{verb}",
        Id = $"{verb}Instance",
        Summary = summary,
        Path = [Fields.Id],
        Body = body,
        Responses = [new ApiResponse(StatusCodes.Status200OK, "It was committed, and stands in the journal.", Examples.Operated)],
        Problems = [ProblemKind.ActorNotAllowed, ProblemKind.InstanceNotFound, ProblemKind.WrongStatus, .. problems],
        Run = async call =>
        {
            var options = new OperationOptions(CallerName.Of(call.User, call.Body.Find(Fields.Actor)), call.Body.Find(Fields.Reason));
            call.InstanceId = call.Path.Get(Fields.Id);
            var accepted = await run(call, call.InstanceId.Value, options);
            return new ApiAnswer(new Operated(accepted.InstanceId, accepted.Status));
        },
    };

    private static string? ResultOf(ApiCall call) => call.Body.FindValue(_result)?.GetRawText();
}
