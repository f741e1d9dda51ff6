using System.Data.Common;
using System.Net;
using System.Net.Sockets;
using MassTransit;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Workflows.Contracts;
using Workflows.Diagnostics;
using Workflows.Instances;
using Workflows.Testing;
using Workflows.Tests.Api.Hosting;

namespace Workflows.Tests.Api;

/// <summary>What lies behind the API does not answer, or breaks.</summary>
public sealed class TroubleTests
{
    public static TheoryData<Exception> StoreFailures =>
    [
        new BrokenConnectionException(),
        new SocketException(111),
        new InvalidOperationException("An exception has been raised that is likely due to a transient failure.", new BrokenConnectionException()),
    ];

    [Theory]
    [MemberData(nameof(StoreFailures))]
    public async Task A_store_that_cannot_be_reached_is_said_so_on_every_route(Exception error)
    {
        TroubledStore? store = null;
        await using var host = await ApiHost.StartAsync(setup => setup.Services = services => store = TroubledStore.AddTo(services));
        var id = await host.StartInstanceInAsync(WorkflowStatus.Waiting);
        store!.Error = error;

        foreach (var path in new[] { "/", $"/{id}", $"/{id}/journal", "/definitions", "/definitions/ticket" })
        {
            using var response = await host.GetAsync(path);
            await ShouldBeUnavailableAsync(response);
        }

        foreach (var verb in new[] { "pause", "resume", "cancel", "retry", "skip", "events/TicketClosed" })
        {
            using var response = await host.PostAsync($"/{id}/{verb}", new { });
            await ShouldBeUnavailableAsync(response);
        }

        using var start = await host.PostAsync("/", new { workflow = "note", state = new { } });
        await ShouldBeUnavailableAsync(start);

        store.Error = null;
        (await host.CountInstancesAsync()).ShouldBe(1);
        (await host.ReadAsync($"/{id}"))["status"]!.GetValue<string>().ShouldBe("Waiting");
    }

    [Fact]
    public async Task A_store_that_does_not_answer_is_given_up_after_the_time_limit()
    {
        TroubledStore? store = null;
        var time = new ManualClock();
        await using var host = await ApiHost.StartAsync(setup =>
        {
            setup.Services = services =>
            {
                services.AddSingleton<TimeProvider>(time);
                store = TroubledStore.AddTo(services);
            };
        });
        await Eventually.ShouldBeAsync(async () => (await host.ReadAsync("/definitions"))["items"]!.AsArray().Count, 3);
        store!.Hangs = true;
        var request = host.PostAsync("/", new { workflow = "note", state = new { } });

        await Eventually.ShouldHoldAsync(() => store.HangingCount > 0);
        while (!request.IsCompleted)
        {
            time.Advance(TimeSpan.FromSeconds(5));
            await Task.Yield();
        }

        using var response = await request;
        (await ShouldBeUnavailableAsync(response))["instanceId"]!.GetValue<Guid>().ShouldNotBe(Guid.Empty);
    }

    [Fact]
    public async Task A_process_that_does_not_answer_is_given_up_after_the_time_limit()
    {
        var time = new ManualClock();
        await using var host = await ApiHost.StartAsync(setup => setup.Services = services => services.AddSingleton<TimeProvider>(time));
        var store = host.Services.GetRequiredService<IWorkflowStore>();
        await store.RegisterDefinitionsAsync(
            [new WorkflowDefinitionView { Name = "elsewhere", Version = 1, Endpoint = "elsewhere", Nodes = [], Edges = [] }], time.GetUtcNow(), TestContext.Current.CancellationToken);
        var sent = new FirstSend();
        host.Services.GetRequiredService<IBus>().ConnectSendObserver(sent);
        var id = Guid.NewGuid();
        var request = host.PostAsync("/", new { workflow = "elsewhere", state = new { }, instanceId = id });

        await sent.Happened.WaitAsync(TestContext.Current.CancellationToken);
        while (!request.IsCompleted)
        {
            time.Advance(TimeSpan.FromSeconds(5));
            await Task.Yield();
        }

        using var response = await request;
        var problem = await response.ShouldBeProblemAsync(HttpStatusCode.GatewayTimeout, "timed-out");
        problem.Detail().ShouldContain("within 15 seconds. It may still be obeyed");
        problem["instanceId"]!.GetValue<Guid>().ShouldBe(id);
    }

    [Fact]
    public async Task What_breaks_inside_stays_inside()
    {
        TroubledStore? store = null;
        await using var host = await ApiHost.StartAsync(setup => setup.Services = services => store = TroubledStore.AddTo(services));
        await host.Services.GetRequiredService<StoreReadiness>().WaitAsync(TestContext.Current.CancellationToken);
        store!.Error = new InvalidOperationException("Password=secret");
        using var response = await host.GetAsync("/");

        var problem = await response.ShouldBeProblemAsync(HttpStatusCode.InternalServerError, "internal");
        problem.ToJsonString().ShouldNotContain("secret");
        problem["traceId"]!.GetValue<string>().ShouldNotBeNullOrEmpty();
    }

    [Fact]
    public async Task An_error_page_of_the_host_does_not_replace_a_problem()
    {
        await using var host = await ApiHost.StartAsync(setup => setup.Middleware = app =>
        {
            app.UseStatusCodePages();
            app.UseExceptionHandler("/error");
        });
        using var response = await host.GetAsync("/42");
        await response.ShouldBeProblemAsync(HttpStatusCode.BadRequest, "malformed-request");
    }

    private static async Task<System.Text.Json.Nodes.JsonNode> ShouldBeUnavailableAsync(HttpResponseMessage response)
    {
        response.Headers.RetryAfter.ShouldNotBeNull().Delta.ShouldBe(TimeSpan.FromSeconds(5));
        return await response.ShouldBeProblemAsync(HttpStatusCode.ServiceUnavailable, "store-unavailable");
    }

    private sealed class BrokenConnectionException() : DbException("Failed to connect to 10.0.0.1:5432");

    private sealed class FirstSend : ISendObserver
    {
        private readonly TaskCompletionSource _happened = new();

        public Task Happened => _happened.Task;

        public Task PreSend<T>(SendContext<T> context)
            where T : class => Task.CompletedTask;

        public Task PostSend<T>(SendContext<T> context)
            where T : class
        {
            _happened.TrySetResult();
            return Task.CompletedTask;
        }

        public Task SendFault<T>(SendContext<T> context, Exception exception)
            where T : class => Task.CompletedTask;
    }
}
