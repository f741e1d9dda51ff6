using Workflows.Dashboard.Tests.Browser;
using Workflows.Dashboard.Tests.Samples;
using Workflows.Tests.Shared;
using static Microsoft.Playwright.Assertions;

namespace Workflows.Dashboard.Tests.Packaging;

/// <summary>Script, style and live connection are there however the application got to where it runs.</summary>
public sealed class When_it_is_deployed(Chromium chromium) : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("workflows-");

    [Theory]
    [InlineData("Development")]
    [InlineData("Production")]
    public async Task It_works_from_the_output_of_the_build(string environment) =>
        await WorksAsync(Repository.Sample("Onboarding"), environment);

    [Theory]
    [InlineData("Onboarding", "/health")]
    [InlineData("DashboardHost", "/")]
    public async Task It_listens_where_the_environment_says(string sample, string path)
    {
        var address = new Uri($"http://127.0.0.1:{FreePort.Find()}");
        (string, string)[] settings = sample == "Onboarding"
            ? [("ASPNETCORE_URLS", address.ToString())]
            : [("ASPNETCORE_URLS", address.ToString()), ("ConnectionStrings__Workflows", "Host=127.0.0.1;Port=1"), ("RabbitMq__Uri", "amqp://127.0.0.1:1")];

        await using var app = await ServedProcess.StartAtAsync(address, [Repository.Sample(sample)], path, settings);

        app.Output.ShouldContain($"Now listening on: {address.ToString().TrimEnd('/')}");
    }

    /// <summary>Without a way out MassTransit's report of how it is used ends in a stack trace in the log.</summary>
    [Theory]
    [InlineData("Onboarding")]
    [InlineData("DashboardHost")]
    public async Task It_reports_to_nobody(string sample) =>
        (await File.ReadAllTextAsync(Path.Combine(Repository.Root, "samples", sample, "Program.cs"), TestContext.Current.CancellationToken)).ShouldContain("x.DisableUsageTelemetry();");

    [Fact]
    public async Task It_works_when_it_is_published()
    {
        var output = Path.Combine(_folder.FullName, "out");
        await DotnetCommand.RunAsync(Repository.Root, null, "publish", "samples/Onboarding", "-c", Repository.Configuration, "--no-build", "-o", output);
        await WorksAsync(Path.Combine(output, "Onboarding.dll"), "Production");
    }

    /// <summary>Nothing of this repository but its packages, and no package source but them and what this machine has already.</summary>
    [Fact]
    public async Task It_works_from_packages()
    {
        var feed = Path.Combine(_folder.FullName, "feed");
        foreach (var project in new[] { "Workflows.Contracts", "Workflows.Bus", "Workflows.Dashboard" })
            await DotnetCommand.RunAsync(Repository.Root, null, "pack", $"src/{project}", "-c", Repository.Configuration, "--no-build", "-o", feed, $"-p:PackageVersion={Consumer.Version}", $"-p:RepositoryUrl={PackageContents.ProjectUrl}");

        foreach (var package in new[] { "BusWorkflows.Contracts", "BusWorkflows", "BusWorkflows.Dashboard" })
            PackageContents.ShouldBeComplete(feed, package, Consumer.Version);

        var consumer = Consumer.Write(Path.Combine(_folder.FullName, "consumer"), feed);
        var packages = new Dictionary<string, string> { ["NUGET_PACKAGES"] = Path.Combine(_folder.FullName, "packages") };
        await DotnetCommand.RunAsync(consumer, packages, "build", "-o", "out");
        await WorksAsync(Path.Combine(consumer, "out", "consumer.dll"), "Production");
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private async Task WorksAsync(string dll, string environment)
    {
        await using var app = await ServedProcess.StartAsync(dll, "/workflows/definitions", ("ASPNETCORE_ENVIRONMENT", environment));
        await using var watched = await WatchedPage.OpenAsync(chromium);
        await watched.GoAsync(new Uri(app.Address, "/workflows"));
        await Expect(watched.Page.Locator(".env")).ToHaveTextAsync(environment);
        await watched.Page.Locator(".rail a", new() { HasText = "Definitions" }).ClickAsync();
        await Expect(watched.Page.Locator("main table")).ToContainTextAsync("Onboarding");
        (await watched.ViolationsAsync()).ShouldBeEmpty();
        watched.Complaints.ShouldBeEmpty();
    }
}
