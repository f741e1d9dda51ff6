using Microsoft.AspNetCore.Http;
using Workflows.Api.Document;
using Workflows.Api.Routes;

namespace Workflows.Api;

/// <summary>All routes of the API.</summary>
internal static class ApiCatalog
{
    public static readonly IReadOnlyList<ApiRoute> Routes =
    [
        .. InstanceQueries.Routes,
        .. StartRoute.Routes,
        .. InstanceCommands.Routes,
        .. EventRoute.Routes,
        .. UnmatchedQueries.Routes,
        .. DefinitionQueries.Routes,
        .. BulkRoutes.Routes,
        .. QuarantineRoutes.Routes,
        .. InstallationRoute.Routes,
        new ApiRoute
        {
            Method = HttpMethods.Get,
            Pattern = "/openapi.json",
            Id = "getOpenApiDocument",
            Summary = "This document.",
            Responses = [new ApiResponse(StatusCodes.Status200OK, "An OpenAPI 3.1 document.", null)],
            Run = call => Task.FromResult(new ApiAnswer(OpenApiText.For(call.BasePath))),
        },
    ];
}
