using Microsoft.Extensions.DependencyInjection;
using Workflows.Contracts;

namespace Workflows.Dashboard.Tests.Fakes;

/// <summary>Registers the made-up world in place of the real workflows.</summary>
internal static class FakeWorkflows
{
    public static void AddTo(IServiceCollection services, FakeWorld world)
    {
        services.AddSingleton(world);
        services.AddSingleton(world.Time);
        services.AddSingleton<FakeBatch>();
        services.AddScoped<IWorkflowClient, FakeClient>();
        services.AddScoped<IWorkflowInstances, FakeInstances>();
        services.AddScoped<IWorkflowInsights, FakeInsights>();
        services.AddScoped<IWorkflowBulk, FakeBulk>();
        services.AddSingleton<FakeQuarantine>();
        services.AddScoped<IWorkflowQuarantine>(provider => provider.GetRequiredService<FakeQuarantine>());
    }
}
