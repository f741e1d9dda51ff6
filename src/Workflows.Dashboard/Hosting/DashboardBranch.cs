using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Workflows.Dashboard.Components;
using Workflows.Dashboard.Hosting.Assets;
using Workflows.Dashboard.Hosting.Json;

namespace Workflows.Dashboard.Hosting;

/// <summary>
/// The dashboard's own pipeline. A fresh builder, not one made from the host's: those carry the host's routes with them,
/// and the dashboard would see the host's pages and the host the dashboard's.
/// </summary>
internal static class DashboardBranch
{
    public static RequestDelegate Build(IServiceProvider services)
    {
        var branch = new ApplicationBuilder(services);
        HeadRequest.Use(branch);
        SecurityHeaders.Use(branch);
        PageErrors.Use(branch);
        branch.UseStatusCodePagesWithReExecute("/not-found", createScopeForStatusCodePages: true);
        JsonAddresses.Use(branch);
        branch.UseRouting();
        branch.UseAntiforgery();
        branch.UseEndpoints(endpoints =>
        {
            AssetEndpoint.Map(endpoints);
            JsonEndpoints.Map(endpoints);
            StateDownload.Map(endpoints);
            endpoints.MapRazorComponents<DashboardApp>()
                .AddInteractiveServerRenderMode(options => options.ContentSecurityFrameAncestorsPolicy = null)
                .DisableAntiforgery()
                .Add(endpoint => endpoint.DisplayName = $"Workflow dashboard {endpoint.DisplayName}");
        });
        return branch.Build();
    }
}
