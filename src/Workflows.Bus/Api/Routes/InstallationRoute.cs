using Microsoft.AspNetCore.Http;
using Workflows.Api.Models;
using Workflows.Contracts;

namespace Workflows.Api.Routes;

/// <summary>Shows whether the installation fits together. Never waits for the store.</summary>
internal static class InstallationRoute
{
    private static readonly WorkflowInstallation _example = new()
    {
        At = new DateTimeOffset(2026, 5, 4, 12, 30, 0, TimeSpan.Zero),
        Worker = "web-1-4711",
        Store = "UsePostgres",
        Bus = "rabbitmq://broker/shop",
        Workflows = ["Onboarding v1"],
        Findings =
        [
            new WorkflowFinding(WorkflowFindingKind.ClockOff, WorkflowFindingSeverity.Warning, "The clock of this process is ahead of that of the database by 5 seconds: timers go off and leases run out early or late by as much. Synchronize the clocks of the machines (NTP)."),
        ],
    };

    public static IEnumerable<ApiRoute> Routes =>
    [
        new ApiRoute
        {
            Method = HttpMethods.Get,
            Pattern = "/installation",
            Id = "getInstallation",
            Summary = "Shows what the process that answers works with, and what is wrong with it.",
            Responses = [new ApiResponse(StatusCodes.Status200OK, "What was found last.", new Installation(_example))],
            Run = call => Task.FromResult(new ApiAnswer(new Installation(call.Installation.Read()))),
        },
    ];
}
