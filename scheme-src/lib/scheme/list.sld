;;; (scheme list) of R7RS-large: SRFI 1.
(define-library (scheme list)
  (export cons list xcons cons* make-list list-tabulate list-copy circular-list iota pair? null? proper-list?
          circular-list? dotted-list? not-pair? null-list? list= car cdr caar cadr cdar cddr caaar caadr cadar caddr
          cdaar cdadr cddar cdddr caaaar caaadr caadar caaddr cadaar cadadr caddar cadddr cdaaar cdaadr cdadar cdaddr
          cddaar cddadr cdddar cddddr list-ref first second third fourth fifth sixth seventh eighth ninth tenth car+cdr
          take drop take-right drop-right take! drop-right! split-at split-at! last last-pair length length+ append
          concatenate reverse append! concatenate! reverse! append-reverse append-reverse! zip unzip1 unzip2 unzip3
          unzip4 unzip5 count map for-each append-map append-map! map-in-order map! pair-for-each filter-map fold unfold
          pair-fold reduce fold-right unfold-right pair-fold-right reduce-right filter partition remove filter!
          partition! remove! find find-tail any every list-index member memq memv take-while drop-while span break
          take-while! span! break! delete delete-duplicates delete! delete-duplicates! assoc assq assv alist-cons
          alist-copy alist-delete alist-delete! lset<= lset= lset-adjoin lset-union lset-intersection lset-difference
          lset-xor lset-diff+intersection lset-union! lset-intersection! lset-difference! lset-xor!
          lset-diff+intersection! set-car! set-cdr!)
  (import (srfi 1)))
