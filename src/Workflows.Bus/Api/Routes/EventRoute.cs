using MassTransit;
using Microsoft.AspNetCore.Http;
using Workflows.Api.Input;
using Workflows.Api.Models;
using Workflows.Api.Problems;
using Workflows.Contracts;
using Workflows.Kinds;

namespace Workflows.Api.Routes;

/// <summary>Hands events to one instance.</summary>
internal static class EventRoute
{
    private static readonly TextField _messageType = new(OperationKinds.EventType.Name, OperationKinds.EventType.Description, OperationKinds.EventType.MaxLength) { IsRequired = true, Example = OperationKinds.EventType.Example };
    private static readonly IdField _eventId = new("eventId", "Id of the event: an instance takes it once, so that sending it again changes nothing. Default: a new id.") { MayBeZero = false, Example = "0194f1d3-0b5a-7c44-8e21-5a1f0c9d7b62" };

    public static IEnumerable<ApiRoute> Routes =>
    [
        new ApiRoute
        {
            Method = HttpMethods.Post,
            Pattern = "/{id}/events/{messageType}",
            Id = "sendEvent",
            Summary = "Hands an event to one instance, whatever its key. The body is the event.",
            Path = [Fields.Id, _messageType],
            Query = [_eventId, Fields.Reason, Fields.Actor],
            Body = new BodyShape("EventBody") { IsFree = true },
            Responses = [new ApiResponse(StatusCodes.Status200OK, "The instance took the event, or keeps it for a wait ahead.", Examples.Operated)],
            Problems = [ProblemKind.ActorNotAllowed, ProblemKind.InstanceNotFound, ProblemKind.UnknownEvent, ProblemKind.WrongStatus],
            Run = SendAsync,
        },
    ];

    private static async Task<ApiAnswer> SendAsync(ApiCall call)
    {
        var accepted = await call.Commands.RunAsync(new SendWorkflowEvent
        {
            InstanceId = call.Path.Get(Fields.Id),
            EventId = call.Query.FindValue(_eventId) ?? NewId.NextGuid(),
            MessageType = call.Path.Get(_messageType),
            Body = call.Content.GetRawText(),
            Actor = CallerName.Of(call.User, call.Query.Find(Fields.Actor)),
            Reason = call.Query.Find(Fields.Reason),
        }, call.CancellationToken);
        return new ApiAnswer(new Operated(accepted.InstanceId, accepted.Status));
    }
}
