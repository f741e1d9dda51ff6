using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Workflows.Api.Input;
using Workflows.Api.Models;
using Workflows.Api.Problems;
using Workflows.Kinds;

namespace Workflows.Api.Routes;

/// <summary>The operations on an instance: a route for each row of their table. Sending an event has one of its own.</summary>
internal static class InstanceCommands
{
    private static readonly BodyShape _operation = new("OperationRequest", Fields.Reason, Fields.Actor);

    public static IEnumerable<ApiRoute> Routes => OperationKinds.All.Where(kind => kind.Summary is not null).Select(Route);

    private static ApiRoute Route(OperationKind kind)
    {
        var fields = kind.Parameters.ToDictionary(parameter => parameter.Name, FieldOf);
        return new ApiRoute
        {
            Method = HttpMethods.Post,
            Pattern = $"/{{id}}/{kind.Slug}",
            Id = $"{kind.Slug}Instance",
            Summary = kind.Summary!,
            Path = [Fields.Id],
            Body = fields.Count == 0 ? _operation : new BodyShape($"{kind.Name}Request", [.. fields.Values, Fields.Reason, Fields.Actor]),
            Responses = [new ApiResponse(StatusCodes.Status200OK, "It was committed, and stands in the journal.", Examples.Operated)],
            Problems = [ProblemKind.ActorNotAllowed, ProblemKind.InstanceNotFound, ProblemKind.WrongStatus, .. kind.Refusals.Select(refusal => ProblemOf.Refusal(refusal, inBody: true))],
            Run = async call =>
            {
                var input = new OperationInput(call.Path.Get(Fields.Id), CallerName.Of(call.User, call.Body.Find(Fields.Actor)), call.Body.Find(Fields.Reason))
                {
                    Values = fields.ToDictionary(field => field.Key, field => ValueOf(call.Body, field.Value)),
                };
                call.InstanceId = input.InstanceId;
                var accepted = await call.Client.RunAsync(kind.Create(input), call.CancellationToken);
                return new ApiAnswer(new Operated(accepted.InstanceId, accepted.Status));
            },
        };
    }

    private static InputField FieldOf(OperationParameter parameter) => parameter.IsJson
        ? new JsonField(parameter.Name, parameter.Description) { IsRequired = parameter.IsRequired, Example = JsonNode.Parse(parameter.Example)! }
        : new TextField(parameter.Name, parameter.Description, parameter.MaxLength) { IsRequired = parameter.IsRequired, Example = parameter.Example };

    private static string? ValueOf(InputValues body, InputField field) =>
        field is JsonField json ? body.FindValue(json)?.GetRawText() : body.Find((TextField)field);
}
