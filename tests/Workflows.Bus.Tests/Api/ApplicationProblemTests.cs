using System.Net;
using System.Net.Http.Json;
using MassTransit;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Workflows.Contracts;
using Workflows.Tests.Api.Hosting;

namespace Workflows.Tests.Api;

/// <summary>The application's own endpoints, which call the client and catch nothing.</summary>
public sealed class ApplicationProblemTests
{
    public static readonly TheoryData<string> Pipelines = ["nothing of its own", "UseExceptionHandler", "developer page"];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [MemberData(nameof(Pipelines))]
    public async Task A_refused_command_is_answered_as_what_it_is(string pipeline)
    {
        await using var app = await StartAsync(pipeline);
        using var client = app.GetTestClient();
        var first = await (await client.PostAsync("/tickets/a-1", null, Cancellation)).Content.ReadFromJsonAsync<WorkflowStartAccepted>(Cancellation);

        using var second = await client.PostAsync("/tickets/a-1", null, Cancellation);
        var duplicate = await second.ShouldBeProblemAsync(HttpStatusCode.Conflict, "duplicate-key");
        duplicate["instanceId"]!.GetValue<Guid>().ShouldBe(first!.InstanceId);
        duplicate.Detail().ShouldContain("holds 'a-1'");

        using var status = await client.PostAsync($"/resume/{first.InstanceId}", null, Cancellation);
        await status.ShouldBeProblemAsync(HttpStatusCode.Conflict, "wrong-status");

        using var missing = await client.PostAsync($"/resume/{Guid.NewGuid()}", null, Cancellation);
        await missing.ShouldBeProblemAsync(HttpStatusCode.NotFound, "instance-not-found");

        using var unknown = await client.PostAsync("/unknown", null, Cancellation);
        await unknown.ShouldBeProblemAsync(HttpStatusCode.NotFound, "unknown-workflow");

        using var malformed = await client.PostAsync("/malformed", null, Cancellation);
        (await malformed.ShouldBeProblemAsync(HttpStatusCode.BadRequest, "malformed-request"))["title"]!.GetValue<string>().ShouldBe("A part of the command cannot be read");
    }

    [Theory]
    [MemberData(nameof(Pipelines))]
    public async Task A_store_that_is_away_is_answered_with_the_time_to_try_again(string pipeline)
    {
        TroubledStore? store = null;
        await using var app = await StartAsync(pipeline, services => store = TroubledStore.AddTo(services));
        using var client = app.GetTestClient();
        store!.Error = new System.Net.Sockets.SocketException(111);

        using var response = await client.GetAsync($"/tickets/{Guid.NewGuid()}", Cancellation);

        await response.ShouldBeProblemAsync(HttpStatusCode.ServiceUnavailable, "store-unavailable");
        response.Headers.RetryAfter.ShouldNotBeNull().Delta.ShouldBe(TimeSpan.FromSeconds(5));
    }

    [Theory]
    [MemberData(nameof(Pipelines))]
    public async Task What_else_goes_wrong_is_the_applications(string pipeline)
    {
        await using var app = await StartAsync(pipeline);
        using var client = app.GetTestClient();
        if (pipeline == "nothing of its own")
        {
            await Should.ThrowAsync<TimeZoneNotFoundException>(() => client.GetAsync("/broken", Cancellation));
            return;
        }

        using var response = await client.GetAsync("/broken", Cancellation);
        response.StatusCode.ShouldBe(HttpStatusCode.InternalServerError);
    }

    [Theory]
    [MemberData(nameof(Pipelines))]
    public async Task A_command_that_nobody_answers_may_still_be_obeyed(string pipeline)
    {
        await using var app = await StartAsync(pipeline);
        using var client = app.GetTestClient();

        using var response = await client.PostAsync("/unanswered", null, Cancellation);

        (await response.ShouldBeProblemAsync(HttpStatusCode.GatewayTimeout, "timed-out")).Detail().ShouldBe("No process answered.");
    }

    [Fact]
    public async Task A_timeout_of_the_applications_own_is_its_own()
    {
        await using var app = await StartAsync("nothing of its own");
        using var client = app.GetTestClient();

        await Should.ThrowAsync<TimeoutException>(() => client.PostAsync("/slow", null, Cancellation));
    }

    [Fact]
    public async Task A_database_of_the_applications_own_is_not_taken_for_the_store()
    {
        await using var app = await StartAsync("nothing of its own");
        using var client = app.GetTestClient();

        await Should.ThrowAsync<System.Net.Sockets.SocketException>(() => client.GetAsync("/other-service", Cancellation));
    }

    [Fact]
    public async Task What_the_application_adds_to_problem_details_is_added()
    {
        await using var app = await StartAsync("UseExceptionHandler", services => services.AddProblemDetails(options => options.CustomizeProblemDetails = context => context.ProblemDetails.Extensions["shop"] = "north"));
        using var client = app.GetTestClient();

        using var response = await client.PostAsync("/unknown", null, Cancellation);

        (await response.ShouldBeProblemAsync(HttpStatusCode.NotFound, "unknown-workflow"))["shop"]!.GetValue<string>().ShouldBe("north");
    }

    private static async Task<WebApplication> StartAsync(string pipeline, Action<IServiceCollection>? services = null)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions
        {
            Args = ["--hostBuilder:reloadConfigOnChange=false"],
            ContentRootPath = AppContext.BaseDirectory,
            EnvironmentName = pipeline == "developer page" ? "Development" : "Production",
        });
        builder.WebHost.UseTestServer();
        builder.Logging.ClearProviders();
        builder.Services.AddMassTransit(bus =>
        {
            bus.DisableUsageTelemetry();
            bus.AddDurableWorkflows(workflows => workflows.AddWorkflow<TicketWorkflow>());
            bus.UsingInMemory((context, configurator) => configurator.ConfigureEndpoints(context));
        });
        builder.Services.AddWorkflowProblemDetails();
        services?.Invoke(builder.Services);
        var app = builder.Build();
        if (pipeline == "UseExceptionHandler")
            app.UseExceptionHandler();

        app.MapPost("/tickets/{id}", (string id, IWorkflowClient client) => client.StartAsync<TicketWorkflow>(new Ticket { TicketId = id }, new StartOptions { Key = id }));
        app.MapPost("/resume/{id:guid}", (Guid id, IWorkflowClient client) => client.ResumeAsync(id));
        app.MapPost("/unknown", (IWorkflowClient client) => client.StartAsync("nobody", "{}"));
        app.MapPost("/malformed", (IWorkflowClient client) => client.StartAsync<TicketWorkflow>("no JSON"));
        app.MapGet("/tickets/{id:guid}", (Guid id, IWorkflowClient client) => client.GetAsync(id));
        app.MapPost("/unanswered", string () => throw new WorkflowTimeoutException("No process answered."));
        app.MapPost("/slow", string () => throw new TimeoutException("My own."));
        app.MapGet("/broken", string () => throw new TimeZoneNotFoundException());
        app.MapGet("/other-service", string () => throw new System.Net.Sockets.SocketException(111));
        await app.StartAsync(Cancellation);
        return app;
    }
}
