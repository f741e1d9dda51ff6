using System.Security.Claims;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Workflows.Api.Input;
using Workflows.Api.Problems;
using Workflows.Contracts;
using Workflows.Operations;

namespace Workflows.Api;

/// <summary>One request, read and checked by what its route declares.</summary>
internal sealed class ApiCall
{
    private readonly HttpContext _context;

    private ApiCall(HttpContext context, InputValues path, InputValues query, CancellationToken cancellationToken)
    {
        _context = context;
        Path = path;
        Query = query;
        CancellationToken = cancellationToken;
    }

    public InputValues Path { get; }

    public InputValues Query { get; }

    public InputValues Body { get; private set; } = InputValues.None;

    /// <summary>The whole body, where the route takes any object.</summary>
    public JsonElement Content { get; private set; }

    public CancellationToken CancellationToken { get; }

    /// <summary>Where the API is mounted, as the request addressed it.</summary>
    public string BasePath { get; private init; } = "";

    /// <summary>The instance that it is about, once that is known.</summary>
    public Guid? InstanceId { get; set; }

    public ClaimsPrincipal User => _context.User;

    public IWorkflowClient Client => _context.RequestServices.GetRequiredService<IWorkflowClient>();

    public IWorkflowBulk Bulk => _context.RequestServices.GetRequiredService<IWorkflowBulk>();

    public IWorkflowQuarantine Quarantine => _context.RequestServices.GetRequiredService<IWorkflowQuarantine>();

    public IWorkflowInsights Insights => _context.RequestServices.GetRequiredService<IWorkflowInsights>();

    public IWorkflowInstallation Installation => _context.RequestServices.GetRequiredService<IWorkflowInstallation>();

    public WorkflowCommands Commands => _context.RequestServices.GetRequiredService<WorkflowCommands>();

    public static async Task<ApiCall> ReadAsync(HttpContext context, ApiRoute route, WorkflowApiOptions options, CancellationToken cancellationToken)
    {
        try
        {
            var call = new ApiCall(context, ReadPath(context, route), QueryInput.Read(context.Request.Query, route.Query), cancellationToken)
            {
                BasePath = BasePathOf(context, route),
            };
            await call.ReadBodyAsync(context, route, options, cancellationToken);
            return call;
        }
        catch (InputException exception)
        {
            throw new ProblemException(ProblemKind.MalformedRequest, exception.Message);
        }
    }

    private static InputValues ReadPath(HttpContext context, ApiRoute route) =>
        new(route.Path.ToDictionary(
            field => field.Name,
            IReadOnlyList<object> (field) => [field.Read((string)context.Request.RouteValues[field.Name]!)],
            StringComparer.Ordinal));

    private async Task ReadBodyAsync(HttpContext context, ApiRoute route, WorkflowApiOptions options, CancellationToken cancellationToken)
    {
        if (HttpMethods.IsGet(route.Method))
            return;

        var json = await RequestBody.ReadAsync(context.Request, options.MaxBodyBytes, cancellationToken);
        if (route.Body is not { } shape || (json is null && shape.IsOptional && !shape.IsFree))
            return;

        if (json is not { } body)
            throw new ProblemException(ProblemKind.InvalidBody, $"Expected a JSON object in the body ({shape.Name}), but the body is empty.");

        try
        {
            Body = shape.Read(body);
            Content = body;
        }
        catch (InputException exception)
        {
            throw new ProblemException(ProblemKind.InvalidBody, exception.Message);
        }
    }

    /// <summary>The path of the request without what the route has below the prefix: right under any path base and in any group of routes.</summary>
    private static string BasePathOf(HttpContext context, ApiRoute route)
    {
        var path = (context.Request.PathBase + context.Request.Path).ToUriComponent().TrimEnd('/');
        foreach (var _ in route.Segments)
            path = path[..path.LastIndexOf('/')].TrimEnd('/');

        return path;
    }
}
