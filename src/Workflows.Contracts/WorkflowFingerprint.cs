using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;

namespace Workflows.Contracts;

/// <summary>Makes failures that differ only in numbers, ids and quoted values one: the same workflow, node, exception type and wording have the same fingerprint.</summary>
public static partial class WorkflowFingerprint
{
    private const int MaxRead = 2_000;

    private const int MaxLength = 300;

    /// <summary>The fingerprint of a failure: 22 characters that can stand in an address. It is stored: it never changes.</summary>
    /// <param name="workflow">Name of the workflow.</param>
    /// <param name="node">Name of the node; null: none was reached.</param>
    /// <param name="errorType">Full name of the exception type.</param>
    /// <param name="message">Its message.</param>
    public static string Of(string workflow, string? node, string errorType, string message)
    {
        var text = string.Join('\n', workflow, node ?? "", errorType, Normalize(message));
        return Base64Url.EncodeToString(SHA256.HashData(Encoding.UTF8.GetBytes(text)).AsSpan(0, 16));
    }

    /// <summary>The wording of a message: quoted values, ids and numbers become marks, white space becomes one space, and it is cut to 300 characters.</summary>
    public static string Normalize(string message)
    {
        var text = message.Length > MaxRead ? message[..MaxRead] : message;
        text = Quoted().Replace(text, "'…'");
        text = Identifier().Replace(text, "#");
        text = Number().Replace(text, "#");
        text = White().Replace(text, " ").Trim();
        return text.Length <= MaxLength ? text : text[..(char.IsHighSurrogate(text[MaxLength - 1]) ? MaxLength - 1 : MaxLength)];
    }

    [GeneratedRegex("""'[^'\r\n]*'|"[^"\r\n]*"|“[^”\r\n]*”""", RegexOptions.NonBacktracking)]
    private static partial Regex Quoted();

    /// <summary>Words of letters and digits that hold a digit: ids, hashes, order-18423.</summary>
    [GeneratedRegex("""[\p{L}_-]*\p{Nd}[\p{L}\p{Nd}_-]*""", RegexOptions.NonBacktracking)]
    private static partial Regex Identifier();

    [GeneratedRegex("""#(?:[.,:/+]?#)+""", RegexOptions.NonBacktracking)]
    private static partial Regex Number();

    [GeneratedRegex("""[\s\p{C}]+""", RegexOptions.NonBacktracking)]
    private static partial Regex White();
}
