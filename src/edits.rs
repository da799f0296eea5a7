//! How far two short texts are apart: for names that were nearly meant.

/// How many characters must be put in, left out or changed to make one text of the other (Levenshtein distance).
pub(crate) fn edits(one: &str, other: &str) -> usize {
    let other: Vec<char> = other.chars().collect();
    let mut row: Vec<usize> = (0..=other.len()).collect();
    for (at, char) in one.chars().enumerate() {
        let mut diagonal = std::mem::replace(&mut row[0], at + 1);
        for (column, &wanted) in other.iter().enumerate() {
            let cheapest = (diagonal + usize::from(char != wanted)).min(row[column] + 1).min(row[column + 1] + 1);
            diagonal = std::mem::replace(&mut row[column + 1], cheapest);
        }
    }
    row[other.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn distances_count_edits() {
        assert_eq!(edits("mobile", "mobil"), 1);
        assert_eq!(edits("", "abc"), 3);
        assert_eq!(edits("身份证", "身分证"), 1);
    }
}
