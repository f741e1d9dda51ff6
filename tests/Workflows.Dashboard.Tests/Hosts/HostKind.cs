using MassTransit;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Workflows.Dashboard.Tests.Hosts;

/// <summary>A kind of application that the dashboard is mounted into.</summary>
/// <param name="Name">For the test's name.</param>
/// <param name="Mount">Address of the dashboard, without the slash at its end.</param>
/// <param name="Services">What the application registers for itself.</param>
/// <param name="Map">Builds the pipeline. The last argument is done to each mount.</param>
internal sealed record HostKind(string Name, string Mount, Action<IServiceCollection> Services, Action<WebApplication, Action<IEndpointConventionBuilder>> Map)
{
    public static readonly HostKind ApiOnly = new("API only", "/workflows", _ => { }, (app, convention) =>
    {
        app.MapGet("/live", () => "live");
        convention(app.MapWorkflowDashboard("/workflows"));
    });

    public static readonly HostKind Blazor = new("own Blazor application", "/workflows", services => services.AddRazorComponents().AddInteractiveServerComponents(), (app, convention) =>
    {
        app.UseAntiforgery();
        app.MapRazorComponents<HostRoot>().AddInteractiveServerRenderMode();
        convention(app.MapWorkflowDashboard("/workflows"));
        app.MapFallback(() => Results.Text("the host's fallback"));
    });

    public static readonly HostKind Mvc = new("MVC under a path base", "/base/workflows", services => services.AddControllers(), (app, convention) =>
    {
        app.UsePathBase("/base");
        app.UseRouting();
        app.UseAuthorization();
        app.MapControllers();
        convention(app.MapWorkflowDashboard("/workflows"));
    });

    public static readonly HostKind TwoMounts = new("two mounts", "/second/flows", _ => { }, (app, convention) =>
    {
        convention(app.MapWorkflowDashboard("/first"));
        convention(app.MapGroup("/second").MapWorkflowDashboard("flows"));
    });

    public static readonly HostKind Root = new("mounted at the root", "", _ => { }, (app, convention) =>
    {
        app.MapGet("/live", () => "live");
        convention(app.MapWorkflowDashboard("/"));
    });

    public static readonly HostKind[] All = [ApiOnly, Blazor, Mvc, TwoMounts, Root];

    public static TheoryData<string> Names => [.. All.Select(kind => kind.Name)];

    public static HostKind Of(string name) => All.Single(kind => kind.Name == name);

    public override string ToString() => Name;
}
