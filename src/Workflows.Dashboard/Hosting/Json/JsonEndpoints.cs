using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Workflows.Dashboard.Access;
using Workflows.Dashboard.Services.Audit;
using Workflows.Dashboard.Services.Bulk;
using Workflows.Dashboard.Services.Definitions;
using Workflows.Dashboard.Services.Failures;
using Workflows.Dashboard.Services.Instance;
using Workflows.Dashboard.Services.Instances;
using Workflows.Dashboard.Services.Overview;
using Workflows.Dashboard.Services.Quarantine;
using Workflows.Dashboard.Services.Reading;
using Workflows.Dashboard.Services.Waits;

namespace Workflows.Dashboard.Hosting.Json;

/// <summary>What each page shows, as JSON.</summary>
internal static class JsonEndpoints
{
    private static readonly JsonSerializerOptions _json = new(JsonSerializerDefaults.Web)
    {
        Converters = { new JsonStringEnumConverter(), new OperationNameConverter(), new NodeKindNameConverter() },
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    };

    public static void Map(IEndpointRouteBuilder endpoints)
    {
        var json = endpoints.MapGroup(JsonAddresses.Prefix).ExcludeFromDescription();
        Get<OverviewLoader>(json, "", async (loader, context, _) => await loader.LoadAsync(context.Request.QueryString.Value, context.RequestAborted));
        Get<InstancesLoader>(json, "instances", async (loader, context, _) => await loader.LoadAsync(context.Request.QueryString.Value, context.RequestAborted));
        Get<InstanceLoader>(json, "instances/{id:guid}", async (loader, context, viewer) => await loader.LoadAsync(Id(context), context.Request.QueryString.Value, viewer, context.RequestAborted));
        Get<FailuresLoader>(json, "failures", async (loader, context, _) => await loader.ListAsync(context.Request.QueryString.Value, context.RequestAborted));
        Get<FailuresLoader>(json, "failures/{fingerprint}", async (loader, context, viewer) => await loader.LoadAsync(Text(context, "fingerprint"), context.Request.QueryString.Value, viewer, context.RequestAborted));
        Get<DefinitionsLoader>(json, "definitions", async (loader, context, _) => await loader.ListAsync(context.Request.QueryString.Value, context.RequestAborted));
        Get<DefinitionsLoader>(json, "definitions/{*name}", async (loader, context, viewer) => await loader.LoadAsync(Text(context, "name"), context.Request.QueryString.Value, viewer, context.RequestAborted));
        Get<WaitsLoader>(json, "waits", async (loader, context, viewer) => await loader.LoadAsync(context.Request.QueryString.Value, viewer, context.RequestAborted));
        Get<AuditLoader>(json, "audit", async (loader, context, _) => await loader.LoadAsync(context.Request.QueryString.Value, context.RequestAborted));
        Get<BulkLoader>(json, "bulk", async (loader, context, _) => await loader.ListAsync(Query(context), context.RequestAborted));
        Get<BulkLoader>(json, "bulk/new", async (loader, context, viewer) => await loader.DraftAsync(Query(context), viewer, context.RequestAborted));
        Get<BulkLoader>(json, "bulk/{id:guid}", async (loader, context, viewer) => await loader.JobAsync(Id(context), Query(context), viewer, context.RequestAborted));
        Get<QuarantineLoader>(json, "quarantine", async (loader, context, _) => await loader.ListAsync(Query(context), context.RequestAborted));
        Get<QuarantineLoader>(json, "quarantine/{id:guid}", async (loader, context, viewer) => await loader.RowAsync(Id(context), viewer, context.RequestAborted));
        json.MapFallback(context => ProblemAsync(context, StatusCodes.Status404NotFound, "There is nothing at this address that could be told as JSON."));
    }

    public static Task ProblemAsync(HttpContext context, int statusCode, string detail) =>
        Results.Problem(detail, statusCode: statusCode).ExecuteAsync(context);

    private static void Get<TLoader>(RouteGroupBuilder json, string pattern, Func<TLoader, HttpContext, Viewer, Task<object?>> load)
        where TLoader : notnull =>
        json.MapGet(pattern, async (HttpContext context) =>
        {
            var viewer = await context.RequestServices.GetRequiredService<ViewerFactory>().OfAsync(context);
            var model = await load(context.RequestServices.GetRequiredService<TLoader>(), context, viewer);
            await (model is null
                ? ProblemAsync(context, StatusCodes.Status404NotFound, "It does not exist, or not any more.")
                : Results.Json(model, _json).ExecuteAsync(context));
        });

    private static Guid Id(HttpContext context) => Guid.Parse(Text(context, "id"));

    /// <summary>A slash in a name is the one character that stays escaped in a path.</summary>
    private static string Text(HttpContext context, string name) =>
        ((string?)context.GetRouteValue(name) ?? "").Replace("%2F", "/", StringComparison.OrdinalIgnoreCase);

    private static PageQuery Query(HttpContext context) => PageQuery.Parse(context.Request.QueryString.Value);
}
