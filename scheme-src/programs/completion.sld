;;; Completion: (completions prefix) -> sorted list of the names that mean something in the REPL and begin so, as strings.
;;;
;;;   (sorted-texts strings)        in the order of string<?
(define-library (programs completion)
  (export completions sorted-texts)
  (import (scheme base) (base text) (base list) (programs evaluation))
  (begin
    (define (completions prefix)
      (sorted-texts (filter (lambda (name) (text-prefix? prefix name)) (map symbol->string (usable-names)))))

    (define (sorted-texts texts)
      (if (or (null? texts) (null? (cdr texts)))
          texts
          (let split ((left '()) (right '()) (rest texts))
            (if (null? rest)
                (merged-texts (sorted-texts left) (sorted-texts right))
                (split (cons (car rest) right) left (cdr rest))))))

    (define (merged-texts left right)
      (cond ((null? left) right)
            ((null? right) left)
            ((string<? (car right) (car left)) (cons (car right) (merged-texts left (cdr right))))
            (else (cons (car left) (merged-texts (cdr left) right)))))))
