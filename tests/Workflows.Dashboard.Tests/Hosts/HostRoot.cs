using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Rendering;
using Microsoft.AspNetCore.Components.Web;

namespace Workflows.Dashboard.Tests.Hosts;

/// <summary>The root of a host's own Blazor application, with one interactive page at its root.</summary>
[Route("/")]
public sealed class HostRoot : ComponentBase
{
    protected override void BuildRenderTree(RenderTreeBuilder builder)
    {
        builder.AddMarkupContent(0, "<h1>the host's own page</h1>");
        builder.OpenComponent<HostCounter>(1);
        builder.AddComponentRenderMode(RenderMode.InteractiveServer);
        builder.CloseComponent();
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
        builder.AddContent(2, $"clicked {_count}");
        builder.CloseElement();
    }
}
