namespace Workflows.Dashboard.Tests.Packaging;

/// <summary>An application of somebody else, with the dashboard from a package.</summary>
internal static class Consumer
{
    public const string Version = "0.0.1-consumed";

    private const string Project = """
        <Project Sdk="Microsoft.NET.Sdk.Web">
          <PropertyGroup>
            <TargetFramework>net10.0</TargetFramework>
            <ImplicitUsings>enable</ImplicitUsings>
            <UseAppHost>false</UseAppHost>
          </PropertyGroup>
          <ItemGroup>
            <PackageReference Include="BusWorkflows" Version="[VERSION]" />
            <PackageReference Include="BusWorkflows.Dashboard" Version="[VERSION]" />
          </ItemGroup>
        </Project>
        """;

    private const string Program = """
        using MassTransit;
        using Shop;
        using Workflows;

        var builder = WebApplication.CreateBuilder(args);
        builder.Services.AddMassTransit(x =>
        {
            x.AddDurableWorkflows(w => w.AddWorkflow<OnboardingWorkflow>().UseInMemory());
            x.UsingInMemory((context, cfg) => cfg.ConfigureEndpoints(context));
        });
        builder.Services.AddWorkflowDashboard();
        var app = builder.Build();
        app.MapWorkflowDashboard("/workflows");
        app.Run();

        namespace Shop
        {
            public sealed record SignedUp(string Name);

            public sealed class OnboardingState
            {
                public string Name { get; set; } = "";
            }

            public sealed class OnboardingWorkflow : Workflow<OnboardingState>
            {
                protected override void Define(IWorkflowBuilder<OnboardingState> flow)
                {
                    flow.StartedBy<SignedUp>(e => new OnboardingState { Name = e.Name });
                    flow.Sleep("later", TimeSpan.FromHours(1));
                }
            }
        }
        """;

    /// <returns>Its folder.</returns>
    public static string Write(string folder, string feed)
    {
        Directory.CreateDirectory(folder);
        var known = Environment.GetEnvironmentVariable("NUGET_PACKAGES") is { Length: > 0 } given ? given : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages");
        File.WriteAllText(Path.Combine(folder, "consumer.csproj"), Project.Replace("VERSION", Version, StringComparison.Ordinal));
        File.WriteAllText(Path.Combine(folder, "Program.cs"), Program);
        File.WriteAllText(Path.Combine(folder, "nuget.config"), $"""
            <configuration>
              <packageSources>
                <clear />
                <add key="feed" value="{feed}" />
                <add key="known" value="{known}" />
              </packageSources>
            </configuration>
            """);
        return folder;
    }
}
