;;; Global names: the names of top-level variables, unique in the whole system, and the names that were written.
;;;
;;;   append@runtime.lists     what library (runtime lists) first defines under that name
;;;   append~2@runtime.lists   its second variable of that name: a macro's
;;;   append, append~2         those of programs and interactions, which have no name
;;;   a@b~1@                   that of a program which wrote a@b: numbered and marked always, so that no two names are one
(define-library (base global-name)
  (export make-global-name global-name->symbol)
  (import (scheme base) (base text))
  (begin
    ;; (make-global-name symbol count library): the count-th variable of that name, from 1; library: text like "runtime.lists", or #f.
    (define (make-global-name symbol count library)
      (let* ((written (symbol->string symbol))
             (strange? (or (text-index written #\@) (text-index written #\~))))
        (if (and (= count 1) (not library) (not strange?))
            symbol
            (string->symbol
             (string-append written
                            (if (or strange? (> count 1)) (string-append "~" (number->string count)) "")
                            (cond (library (string-append "@" library))
                                  (strange? "@")
                                  (else "")))))))

    ;; The symbol that was written.
    (define (global-name->symbol name)
      (let* ((unique (symbol->string name))
             (at (text-last-index unique #\@))
             (numbered (substring unique 0 (or at (string-length unique))))
             (tilde (text-last-index numbered #\~)))
        (if (or at tilde)
            (string->symbol (substring numbered 0 (or tilde (string-length numbered))))
            name)))))
