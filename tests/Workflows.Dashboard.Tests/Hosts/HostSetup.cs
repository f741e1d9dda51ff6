using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Workflows.Dashboard.Tests.Fakes;

namespace Workflows.Dashboard.Tests.Hosts;

/// <summary>What differs between the hosts of tests. Default: a quiet world, users known, nothing configured.</summary>
internal sealed record HostSetup
{
    /// <summary>Done to each mount.</summary>
    public Action<IEndpointConventionBuilder>? Convention { get; init; }

    public Action<IServiceCollection>? Services { get; init; }

    public Action<WorkflowDashboardOptions>? Options { get; init; }

    public bool WithUsers { get; init; } = true;

    public string? WebRoot { get; init; }

    public FakeWorld? World { get; init; }

    /// <summary>Listens on a port of this machine.</summary>
    public bool OnNetwork { get; init; }

    /// <summary>0: any that is free.</summary>
    public int Port { get; init; }
}
