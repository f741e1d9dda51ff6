using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Workflows.Dashboard.Hosting;

/// <summary>A HEAD is answered like the GET that it asks about, without the body: pages know only GET and POST.</summary>
internal static class HeadRequest
{
    public static void Use(IApplicationBuilder branch) => branch.Use(async (context, next) =>
    {
        if (!HttpMethods.IsHead(context.Request.Method))
        {
            await next(context);
            return;
        }

        var body = context.Features.GetRequiredFeature<IHttpResponseBodyFeature>();
        var nothing = new StreamResponseBodyFeature(Stream.Null);
        context.Request.Method = HttpMethods.Get;
        context.Features.Set<IHttpResponseBodyFeature>(nothing);
        try
        {
            await next(context);
            await nothing.CompleteAsync();
        }
        finally
        {
            context.Features.Set(body);
            context.Request.Method = HttpMethods.Head;
        }
    });
}
