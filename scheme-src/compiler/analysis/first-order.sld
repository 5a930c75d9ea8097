;;; First-order procedures: procedures of the standard libraries that make no tail call of a procedure they are given, and return
;;; one value.
;;;
;;; Whether a call of one is a tail call nobody can tell from what the program does; but when it fails, the frame of the
;;; caller should be there to tell the place. So the user's code calls them by ordinary calls. What the list does not have stays a tail
;;; call. A number after a name: with at most so many arguments, as long as it is given no procedure to call last.
;;;
;;; The last names are those of the run-time system's own procedures that complain, which inlining can bring into the user's code.
(define-library (compiler analysis first-order)
  (export first-order?)
  (import (scheme base) (base table))
  (begin
    ;; (first-order? name count) -> is a call of the system's procedure of that name with so many arguments such a call?
    (define (first-order? name count)
      (let ((limit (and name (symbol-table-ref table name #f))))
        (and limit (<= count limit))))

    (define unlimited 1000000)

    (define names
      '(append reverse length list-ref list-tail list-copy list-set! make-list last-pair memq memv member assq assv assoc
        map for-each vector-map vector-for-each string-map string-for-each
        list-sort vector-sort vector-sort! sort sort!
        fold fold-right reduce filter remove find delete delete-duplicates append-map filter-map list-index iota
        list->string list->vector vector->list vector-fill! vector-append vector-copy vector-copy! make-vector
        vector->string string->vector bytevector bytevector-append bytevector-copy bytevector-copy! make-bytevector
        bytevector-u8-ref bytevector-u8-set! utf8->string string->utf8
        string make-string string-append string-copy string-copy! string-fill! substring string->list string->symbol symbol->string
        string->number number->string string-upcase string-downcase string-foldcase string-set! string-ref string-length
        string=? string<? string>? string<=? string>=? string-ci=? string-ci<? string-ci>? string-ci<=? string-ci>=?
        char-upcase char-downcase char-foldcase char-alphabetic? char-numeric? char-whitespace? char-upper-case? char-lower-case?
        digit-value char->integer integer->char char=? char<? char>? char<=? char>=? char-ci=?
        + - * / = < > <= >= quotient remainder modulo floor-quotient floor-remainder truncate-quotient truncate-remainder
        gcd lcm numerator denominator floor ceiling round truncate rationalize abs magnitude angle real-part imag-part
        make-rectangular make-polar min max square exact inexact exact->inexact inexact->exact exact-integer? even? odd?
        positive? negative? zero? finite? infinite? nan? sqrt exp log sin cos tan asin acos atan expt
        symbol=? boolean=? equal? list?
        read read-line read-char peek-char read-string read-u8 peek-u8 read-bytevector char-ready? u8-ready?
        write write-shared write-simple display newline write-char write-string write-u8 write-bytevector flush-output-port
        open-input-file open-output-file open-binary-input-file open-binary-output-file open-input-string open-output-string
        get-output-string open-input-bytevector open-output-bytevector get-output-bytevector
        close-port close-input-port close-output-port delete-file file-exists? get-environment-variable
        (hash-table-ref 2) hash-table-ref/default hash-table-set! hash-table-delete! hash-table-contains? hash-table-count
        hash-table-walk hash-table-update! hash-table-update!/default hash-table-keys hash-table-values hash-table->alist hash-table-clear!
        error-object-message error-object-irritants
        load
        caar cadr cdar cddr caaar caadr cadar caddr cdaar cdadr cddar cdddr cadddr cddddr
        wrong-type wrong-range wrong-index wrong-bound wrong-last-argument simple-error file-error unsupported-error raise-read-error))

    (define table
      (let ((table (make-symbol-table)))
        (for-each (lambda (name)
                    (if (pair? name)
                        (symbol-table-set! table (car name) (cadr name))
                        (symbol-table-set! table name unlimited)))
                  names)
        table))))
