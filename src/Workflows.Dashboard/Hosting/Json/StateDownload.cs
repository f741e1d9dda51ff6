using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Workflows.Dashboard.Access;
using Workflows.Dashboard.Services.Reading;

namespace Workflows.Dashboard.Hosting.Json;

/// <summary>The state of an instance as a file, however long it is.</summary>
internal static class StateDownload
{
    public static void Map(IEndpointRouteBuilder endpoints) =>
        endpoints.MapGet("instances/{id:guid}/state.json", async (Guid id, HttpContext context, Reads reads, ViewerFactory viewers) =>
        {
            if (!(await viewers.OfAsync(context)).CanSeePayloads)
                return Results.Problem("States are hidden from you.", statusCode: StatusCodes.Status403Forbidden);

            return await reads.ClientAsync(client => client.GetAsync(id, context.RequestAborted)) is { } details
                ? Results.File(Encoding.UTF8.GetBytes(details.State), "application/json", $"{id}.json")
                : Results.Problem("There is no instance with this id.", statusCode: StatusCodes.Status404NotFound);
        }).ExcludeFromDescription();
}
