using Microsoft.AspNetCore.Http;
using Workflows.Dashboard.Services.Operations;

namespace Workflows.Dashboard.Components;

/// <summary>A page with a form that is posted to its own address: it works without any script.</summary>
public abstract class FormPage : DashboardPage
{
    private Guid? _formId;

    /// <summary>Why what was posted was refused; null: nothing was, or it was not.</summary>
    private protected string? Refusal { get; private set; }

    /// <summary>What a form makes has an id from when it is shown, kept in it: posted twice, it makes one.</summary>
    private protected Guid FormId => _formId ??= Guid.TryParse(Field("id"), out var id) && id != Guid.Empty ? id : Guid.CreateVersion7();

    private protected bool IsPost => HttpMethods.IsPost(Context.Request.Method) && Context.Request.HasFormContentType;

    /// <summary>A field of the posted form; null: it is empty, or nothing was posted.</summary>
    private protected string? Field(string name) =>
        IsPost && Context.Request.Form.TryGetValue(name, out var values) && values is [{ Length: > 0 } value, ..] ? value.Trim() : null;

    /// <returns>Whether it was done; where not, the page says why.</returns>
    private protected bool IsDone<T>(Outcome<T> outcome)
    {
        if (outcome.Refusal is not { } refusal)
            return true;

        Refuse(refusal, outcome.StatusCode);
        return false;
    }

    private protected void Refuse(string refusal, int statusCode = StatusCodes.Status400BadRequest)
    {
        Refusal = refusal;
        Answer(statusCode);
    }
}
