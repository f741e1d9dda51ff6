using Workflows.Tests;
using Workflows.Tests.Conventions;

namespace Workflows.Dashboard.Tests.Conventions;

/// <summary>What users can call changes only where a reviewer sees it. Razor makes every component public; they are not for users.</summary>
public sealed class PublicApiTests
{
    private const string Components = "Workflows.Dashboard.Components.";

    [Fact]
    public void The_API_of_Workflows_Dashboard_is_as_approved() => Approved.Check("Workflows.Dashboard.api", string.Join("\n\n",
        PublicApi.Of(typeof(WorkflowDashboardOptions).Assembly).ReplaceLineEndings("\n").Split("\n\n").Where(type => !type.Split('\n')[0].Contains(Components, StringComparison.Ordinal))));
}
