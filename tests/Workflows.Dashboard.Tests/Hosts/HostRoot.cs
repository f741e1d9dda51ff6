using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Rendering;
using Microsoft.AspNetCore.Components.Web;

namespace Workflows.Dashboard.Tests.Hosts;

/// <summary>The root of a host's own Blazor application, with one interactive page at its root.</summary>
[Route("/")]
public sealed class HostRoot : ComponentBase
{
    /// <summary>Where the page takes the script of Blazor from: what serves it in a real host is absent here.</summary>
    public const string Script = "/workflows/_assets/x/blazor.web.js";

    protected override void BuildRenderTree(RenderTreeBuilder builder)
    {
        builder.AddMarkupContent(0, "<!DOCTYPE html>");
        builder.OpenElement(1, "html");
        builder.AddMarkupContent(2, "<head><base href='/'><link rel='icon' href='data:,'></head>");
        builder.OpenElement(3, "body");
        builder.AddMarkupContent(4, "<h1>the host's own page</h1>");
        builder.OpenComponent<HostCounter>(5);
        builder.AddComponentRenderMode(RenderMode.InteractiveServer);
        builder.CloseComponent();
        builder.AddMarkupContent(6, $"<script src='{Script}'></script>");
        builder.CloseElement();
        builder.CloseElement();
    }
}

/// <summary>Something interactive of the host.</summary>
public sealed class HostCounter : ComponentBase
{
    private int _count;

    protected override void BuildRenderTree(RenderTreeBuilder builder)
    {
        builder.OpenElement(0, "button");
        builder.AddAttribute(1, "onclick", EventCallback.Factory.Create(this, () => _count++));
        builder.AddAttribute(2, "data-live", RendererInfo.IsInteractive);
        builder.AddContent(3, $"clicked {_count}");
        builder.CloseElement();
    }
}
