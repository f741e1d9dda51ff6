using System.Text.Json.Nodes;
using MassTransit;
using Microsoft.AspNetCore.Http;
using Workflows.Api.Input;
using Workflows.Api.Models;
using Workflows.Api.Problems;
using Workflows.Contracts;
using Workflows.Definition;

namespace Workflows.Api.Routes;

/// <summary>Starts instances.</summary>
internal static class StartRoute
{
    private static readonly TextField _workflow = new("workflow", "Name of the workflow; its newest version is started.", 200) { IsRequired = true, Example = "Onboarding" };
    private static readonly JsonField _state = new("state", "The starting state: a JSON object for the state class of the workflow.") { IsRequired = true, Example = new JsonObject { ["UserId"] = "user-42" } };
    private static readonly IdField _instanceId = new("instanceId", "Id of the new instance. A second start with the same id finds the first. Default: a new id.") { MayBeZero = false, Example = Fields.ExampleId };
    private static readonly TextField _key = new("key", "Business key, instead of the one that the definition takes from the state.", KeyText.MaxLength) { Example = "user-42" };
    private static readonly TagsField _tags = new("tags", "Names and values to find the instance by. At most 32, names up to 64 and values up to 256 characters.") { Example = new JsonObject { ["tenant"] = "acme" } };
    private static readonly TagsField _headers = new("headers", "Headers for the instance to carry: they go with every message of its steps. At most 32, names up to 100 and values up to 2,000 characters.") { Example = new JsonObject { ["tenant"] = "acme" } };
    private static readonly TimeField _startAt = new("startAt", "When to start. Default, and for a past time: at once.") { Example = "2026-05-04T12:30:00Z" };

    public static IEnumerable<ApiRoute> Routes =>
    [
        new ApiRoute
        {
            Method = HttpMethods.Post,
            Pattern = "/",
            Id = "startInstance",
            Summary = "Starts an instance.",
            Body = new BodyShape("StartRequest", _workflow, _state, _instanceId, _key, _tags, _headers, _startAt, Fields.Actor, Fields.Reason),
            Responses =
            [
                new ApiResponse(StatusCodes.Status201Created, "A new instance was stored.", Examples.Started) { HasLocation = true },
                new ApiResponse(StatusCodes.Status200OK, "The instance was there before, under the same id or key.", Examples.Running) { HasLocation = true },
            ],
            Problems = [ProblemKind.ActorNotAllowed, ProblemKind.UnknownWorkflow, ProblemKind.DuplicateKey],
            Run = StartAsync,
        },
    ];

    private static async Task<ApiAnswer> StartAsync(ApiCall call)
    {
        // Chosen here, so that a client that gets no answer in time knows what to look for.
        call.InstanceId = call.Body.FindValue(_instanceId) ?? NewId.NextGuid();
        var options = new StartOptions
        {
            InstanceId = call.InstanceId,
            Key = call.Body.Find(_key),
            Tags = call.Body.Find(_tags),
            Headers = call.Body.Find(_headers),
            StartAt = call.Body.FindValue(_startAt),
            Actor = CallerName.Of(call.User, call.Body.Find(Fields.Actor)),
            Reason = call.Body.Find(Fields.Reason),
        };
        var accepted = await call.Client.StartAsync(call.Body.Get(_workflow), call.Body.Get(_state), options, call.CancellationToken);
        var isNew = accepted.Outcome is StartOutcome.Started or StartOutcome.ReplacedRunning;
        return new ApiAnswer(new Started(accepted.InstanceId, accepted.Outcome), isNew ? StatusCodes.Status201Created : StatusCodes.Status200OK)
        {
            Location = $"{call.BasePath}/{accepted.InstanceId}",
        };
    }
}
